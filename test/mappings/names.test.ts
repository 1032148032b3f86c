import t from 'tap'
import { writeAddress, writeFullName } from '../../server/mappings/names.ts'

t.test('addresses as the locale writes them, without gaps', async (t) => {
  const address = { postalCode: '100-0001', state: '東京都', city: '千代田区', street: '千代田1-1', country: 'Japan' }
  t.equal(writeAddress(address, 'ja-JP'), '〒100-0001\n東京都千代田区千代田1-1')
  t.equal(writeAddress({ ...address, postalCode: '〒100-0001', street: null }, 'ja'), '〒100-0001\n東京都千代田区')
  t.equal(writeAddress({ postalCode: null, city: '千代田区' }, 'ja'), '千代田区')
  t.equal(writeAddress({ street: '1 Main St', city: 'Springfield', state: 'IL', postalCode: '62701', country: 'USA' }, 'en-US'), '1 Main St\nSpringfield, IL 62701\nUSA')
  t.equal(writeAddress({}, 'en-US'), '')
  t.throws(() => writeAddress({ citty: 'x' }, 'ja'), /no part citty/)
  t.throws(() => writeAddress({ city: 5 }, 'ja'), /must be text/)
})

t.test('names in the order of the locale', async (t) => {
  t.equal(writeFullName('山田', { first: '太郎', locale: 'ja-JP' }), '山田 太郎')
  t.equal(writeFullName('Yamada', { first: 'Taro', locale: 'en-US' }), 'Taro Yamada')
  t.equal(writeFullName('山田', { first: null, locale: 'ja' }), '山田')
})
