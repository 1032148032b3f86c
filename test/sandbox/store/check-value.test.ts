import fc from 'fast-check'
import t from 'tap'
import { isApiError } from '../../../server/sandbox/api-error.ts'
import { allObjects } from '../../../server/sandbox/schema/all-objects.ts'
import { currency } from '../../../server/sandbox/schema/field.ts'
import { checkValue } from '../../../server/sandbox/store/check-value.ts'

const fields = allObjects.get('sampler__c')?.fields ?? []

t.test('anything sent for any field is stored or refused by name, and what is stored stays as it is', async t => {
  fc.assert(fc.property(fc.constantFrom(...fields), fc.oneof(fc.jsonValue(), fc.string(), fc.double(), fc.constantFrom('2026-02-30', '2024-02-29', '12:34', '2026-01-01T00:00:00+09:00', '1e3', 'Green')), (field, value) => {
    try {
      const stored = checkValue(field, value)
      return Object.is(checkValue(field, stored), stored)
    } catch (error) {
      return isApiError(error)
    }
  }), { numRuns: 2000 })
  t.pass()
})

t.test('numbers keep more decimals than their field shows, as in a real org', async t => {
  const field = currency('C__c', 'C', 2)
  t.strictSame([1.005, 2.675, -1.005, -12.345, 0.001, 1e-9, 123456.789].map(value => checkValue(field, value)), [1.005, 2.675, -1.005, -12.345, 0.001, 1e-9, 123456.789])
})
