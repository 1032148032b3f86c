import t from 'tap'
import { showValue } from '../../server/console/app/show-value.ts'

const show = (type: string, value: string | number | boolean | null, text: string | null = null, { scale = 0, language = 'ja' } = {}) => showValue({ type, value, text, scale }, language)

t.test('values stand as people read them', async (t) => {
  t.same(show('currency', 3467901), { text: '3,467,901', href: '' })
  t.equal(show('currency', 1234.5, null, { language: 'en' }).text, '1,234.5')
  t.equal(show('double', 2.25, null, { scale: 1 }).text, '2.3')
  t.equal(show('percent', 12.5, null, { scale: 2 }).text, '12.5%')
  t.equal(show('date', '2026-11-30').text, '2026/11/30')
  t.equal(show('date', '2026-11-30', null, { language: 'en' }).text, '11/30/2026')
  t.match(show('datetime', '2026-01-05T00:00:00.000+0000').text, /^2026\/1\/[45] \d{1,2}:\d\d$/)
  t.equal(show('picklist', 'Presented', '提出済み').text, '提出済み')
  t.equal(show('multipicklist', 'Tokyo;Fukuoka', '東京;福岡').text, '東京、福岡')
  t.equal(show('time', '09:05:00.000Z').text, '09:05')
  for (const type of ['string', 'currency', 'date', 'reference', 'url']) t.same(show(type, null), { text: '', href: '' }, `${type} without a value`)
  t.equal(show('date', 'not a day').text, 'not a day')
})

t.test('what leads somewhere is a link', async (t) => {
  t.same(show('reference', '001000000000001AAA', '株式会社髙橋製作所'), { text: '株式会社髙橋製作所', href: '/r/001000000000001AAA' })
  t.same(show('reference', '005000000000001AAA', '管理 太郎'), { text: '管理 太郎', href: '' }, 'users have no page here')
  t.same(show('reference', '001000000000001AAA'), { text: '', href: '' }, 'nor what is not shared')
  t.equal(show('email', 'a+b@example.jp').href, 'mailto:a%2Bb%40example.jp')
  t.equal(show('phone', '+81 (3) 5555-0100').href, 'tel:+81355550100')
  t.equal(show('url', 'example.jp/x').href, 'https://example.jp/x')
  for (const address of ['javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'data:text/html,x', 'vbscript:x', 'https://']) t.equal(show('url', address).href, '', address)
})
