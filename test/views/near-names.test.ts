import t from 'tap'
import { nearNames } from '../../server/views/near-names.ts'

t.test('misspelt, shortened and differently written names are found', async (t) => {
  t.same(nearNames('Quantty__c', ['Quantity__c', 'UnitPrice__c', 'Name']), ['Quantity__c'])
  t.same(nearNames('Invoice', ['InvoiceLines__r', 'Id', 'Invoice__c']), ['Invoice__c', 'InvoiceLines__r'])
  t.same(nearNames('billing_city', ['BillingCity', 'BillingStreet']), ['BillingCity'])
})

t.test('what is far away is not suggested, and never more than three', async (t) => {
  t.same(nearNames('Zebra', ['Amount', 'CloseDate']), [])
  t.equal(nearNames('Field1', Array.from({ length: 30 }, (_, index) => `Field${index}`)).length, 3)
})
