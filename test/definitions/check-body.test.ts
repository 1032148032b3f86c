import t from 'tap'
import { checkBody } from '../../server/definitions/check-body.ts'
import { viewKind } from '../../server/views/kind.ts'

const invalid = { code: 'CHOHYO_DEFINITION_INVALID' }

t.test('a body that fits its schema is given back', async (t) => {
  const view = { object: 'Account', columns: [{ name: 'name', path: 'Name' }] }
  t.equal(checkBody(viewKind, view), view)
})

t.test('the place that does not fit is named', async (t) => {
  t.throws(() => checkBody(viewKind, { object: 'Account', columns: [{ name: 'na me', path: 'Name' }] }), { ...invalid, message: /columns\[0\]\.name/ })
  t.throws(() => checkBody(viewKind, { object: 'Account', columns: [], surprise: 1 }), invalid)
  for (const body of [null, undefined, 'text', 7, []]) t.throws(() => checkBody(viewKind, body), invalid)
})

t.test('a body nested without end is refused before anybody walks into it', async (t) => {
  const bomb = JSON.parse('{"not":'.repeat(5000) + '1' + '}'.repeat(5000)) as object
  t.throws(() => checkBody(viewKind, { object: 'Account', columns: [{ name: 'name', path: 'Name' }], filter: bomb }), { ...invalid, message: /deeper/ })
})

t.test('a body too large for a definition is refused', async (t) => {
  t.throws(() => checkBody(viewKind, { object: 'A'.repeat(6_000_000), columns: [] }), { ...invalid, message: /larger/ })
})
