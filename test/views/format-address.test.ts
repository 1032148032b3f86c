import t from 'tap'
import { formatAddress } from '../../server/views/format-address.ts'

t.test('an address is written as in its country', async (t) => {
  t.equal(formatAddress({ street: '梅田3丁目1-3\nノースゲートビルディング 14階', city: '大阪市北区', state: '大阪府', postalCode: '530-0001', country: '日本' }), '〒530-0001\n大阪府大阪市北区\n梅田3丁目1-3\nノースゲートビルディング 14階')
  t.equal(formatAddress({ street: '', city: '東京都千代田区', state: '東京都', postalCode: '', country: '日本' }), '東京都千代田区', 'a prefecture is written once')
  t.equal(formatAddress({ street: '1 Main St', city: 'Springfield', state: 'IL', postalCode: '62701', country: 'USA' }), '1 Main St\nSpringfield, IL 62701\nUSA')
  t.equal(formatAddress({ street: '', city: 'Oslo', state: '', postalCode: '', country: '' }), 'Oslo')
  t.equal(formatAddress({ street: ' ', city: '', state: '', postalCode: '', country: '' }), null)
})
