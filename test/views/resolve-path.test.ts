import t from 'tap'
import { meant, resolvePath } from '../../server/views/resolve-path.ts'
import { describe } from './sales-org.ts'

const resolve = async (object: string, path: string) => {
  const end = await resolvePath(describe, await describe(object), path)
  return 'missing' in end ? end.missing : end.path
}

t.test('a path is given back in the spelling of Salesforce', async (t) => {
  t.equal(await resolve('Account', 'name'), 'Name')
  t.equal(await resolve('Line__c', 'invoice__R.account__r.ANNUALREVENUE'), 'Invoice__r.Account__r.AnnualRevenue')
})

t.test('a lookup to several objects offers the fields of Name only', async (t) => {
  t.equal(await resolve('Account', 'Owner.Email'), 'Owner.Email')
  t.match(await resolve('Account', 'Owner.ManagerId'), /Name has no field ManagerId/)
})

t.test('where a path ends too early, the sentence says which step and what may have been meant', async (t) => {
  t.match(await resolve('Account', 'Anual_Revenue'), /Account has no field Anual_Revenue that you may read \(did you mean AnnualRevenue\?\)/)
  t.match(await resolve('Line__c', 'Invoice__c.Name'), /Line__c has no relationship Invoice__c that you may follow \(did you mean Invoice__r\?\)/)
  t.match(await resolve('Line__c', 'Invoice__r.Acount__r.Name'), /Invoice__c has no relationship Acount__r.*Account__r/)
})

t.test('names that every JavaScript object has are no fields', async (t) => {
  for (const path of ['constructor', '__proto__', 'toString', 'Owner.constructor', 'constructor.name']) t.match(await resolve('Account', path), /has no (field|relationship)/, path)
})

t.test('nothing near, nothing suggested', async (t) => {
  t.equal(meant('Zebra', ['Amount']), '')
})
