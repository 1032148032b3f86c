import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { canonical, hashBody } from '../../server/definitions/hash-body.ts'

t.test('the order of keys does not change the hash, anything else does', async (t) => {
  t.equal(hashBody({ a: 1, b: [1, { c: 2, d: 3 }] }), hashBody({ b: [1, { d: 3, c: 2 }], a: 1 }))
  t.not(hashBody({ a: [1, 2] }), hashBody({ a: [2, 1] }))
  t.not(hashBody({ a: '1' }), hashBody({ a: 1 }))
})

t.test('a key without a value is as if it were not there', async (t) => {
  t.equal(hashBody({ a: 1, b: undefined }), hashBody({ a: 1 }))
})

t.test('the canonical text is JSON that says the same', async (t) => {
  fc.assert(fc.property(fc.jsonValue(), (value) => isDeepStrictEqual(JSON.parse(canonical(value)), JSON.parse(JSON.stringify(value)))))
  t.pass()
})
