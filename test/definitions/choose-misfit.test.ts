import t from 'tap'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { chooseMisfit } from '../../server/definitions/choose-misfit.ts'

const Shape = Type.Union([
  Type.Object({ circle: Type.Object({ radius: Type.Number({ minimum: 1 }) }) }),
  Type.Object({ square: Type.Object({ side: Type.Union([Type.Number(), Type.Literal('auto')]) }) })
])
const choose = (value: unknown) => chooseMisfit(Value.Errors(Type.Object({ 'a/b': Type.Array(Shape) }), { 'a/b': [value] }))

t.test('of a union the branch that was meant is looked into', async (t) => {
  t.match(choose({ circle: { radius: 0 } }), { keyword: 'minimum', place: ['a/b', '0', 'circle', 'radius'] })
  t.match(choose({ square: { side: true } }), { keyword: 'anyOf', place: ['a/b', '0', 'square', 'side'] }, 'a union within a branch')
})

t.test('when no branch was meant the union itself is named', async (t) => {
  for (const value of [5, null, {}, { triangle: 1 }]) t.match(choose(value), { keyword: 'anyOf', place: ['a/b', '0'] })
})
