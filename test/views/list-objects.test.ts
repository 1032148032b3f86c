import t from 'tap'
import { listObjects } from '../../server/views/list-objects.ts'

t.test('objects that can be queried come by label', async (t) => {
  const object = (name: string, label: string, queryable = true) => ({ name, label, labelPlural: label, keyPrefix: '001', queryable, custom: false, layoutable: true })
  const salesforce = { describe: () => Promise.reject(new Error('not asked')), describeGlobal: () => Promise.resolve([object('B', 'Zebra'), object('A', 'Ape'), object('C', 'Cat', false), object('D', 'Ape')]) }
  t.same(await listObjects({ salesforce }), [
    { name: 'A', label: 'Ape', custom: false, keyPrefix: '001' },
    { name: 'D', label: 'Ape', custom: false, keyPrefix: '001' },
    { name: 'B', label: 'Zebra', custom: false, keyPrefix: '001' }
  ])
})
