import { decode } from 'fast-png'
import t from 'tap'
import type { Pages } from '../../server/documents/pages-schema.ts'
import type { Document } from '../../server/documents/schema.ts'
import { testService } from '../service.ts'

const service = await testService(t)
const { sandbox, call } = service
const recordId = sandbox.records['quote'] ?? ''
const general = await service.apiKey(sandbox.users[1]?.username ?? '')

const preview = (body: object, headers = {}) => call({ method: 'POST', url: '/v1/previews', token: general, headers, body: { mapping: 'quote_ja', recordId, ...body } })

/** A form that prints as many pages as it is told. */
const pagesForm = (pages: number) => ({
  mapping: undefined,
  draft: {
    mapping: { view: 'quote_ja', template: 'quote_ja', fields: [{ name: 'pages', each: `[1..${pages}]`, fields: [{ name: 'page', formula: '$' }] }], output: { fileName: 'many', locale: 'ja-JP', timeZone: 'Asia/Tokyo' } },
    template: { lang: 'ja', paper: { size: 'A5', margin: { top: 20, right: 20, bottom: 20, left: 20 } }, css: 'h1 { break-after: page }', partials: {}, assets: {}, html: '{{#pages}}<h1>{{page}}</h1>{{/pages}}<p>end</p>' }
  }
})

t.test('a preview shows its pages as pictures', async (t) => {
  const { statusCode, headers, body } = await preview({ as: 'pages' })
  t.match([statusCode, headers['content-type'], headers['cache-control']], [200, 'application/json; charset=utf-8', 'no-store'])
  const pages = JSON.parse(body) as Pages
  t.match(pages, { fileName: /^御見積書.*\.pdf$/, pages: 1, from: 1, width: 1188, height: 1682 })
  t.match(decode(Buffer.from(pages.images[0] ?? '', 'base64')), { width: 1188, height: 1682 })
  t.equal(pages.images.length, 1)
})

t.test('some of them, or one as a picture itself', async (t) => {
  const many = (await preview({ ...pagesForm(11), as: 'pages', from: 3, count: 2 })).json<Pages>()
  t.match({ ...many, images: many.images.length }, { pages: 12, from: 3, images: 2 })
  t.equal((await preview({ ...pagesForm(11), as: 'pages' })).json<Pages>().images.length, 10, 'ten at most')
  const one = await preview({ ...pagesForm(11), as: 'png', from: 4 })
  t.match(one.headers, { 'content-type': 'image/png', 'chohyo-pages': '12', 'content-disposition': "attachment; filename*=UTF-8''many.png", 'x-content-type-options': 'nosniff' })
  t.equal(one.rawPayload.toString('base64'), many.images[1])
})

t.test('a page that is not there is said not to be', async (t) => {
  for (const as of ['pages', 'png']) {
    t.match((await preview({ as, from: 2 })).json(), { status: 404, code: 'CHOHYO_PAGE_UNKNOWN', detail: /has 1 pages.* no page 2/ })
    t.match((await preview({ as, from: 2 }, { 'accept-language': 'ja' })).json(), { detail: /^この文書は 1 ページです。2 ページ目はありません。/ })
  }
  for (const range of [{ from: 0 }, { count: 0 }, { count: 11 }, { from: 1.5 }, { from: '1' }]) t.match((await preview({ as: 'pages', ...range })).json(), { status: 400, code: 'CHOHYO_REQUEST_INVALID' })
})

t.test('a finished document shows the pages of the bytes that are kept', async (t) => {
  const document = (await call({ method: 'POST', url: '/v1/documents', token: general, headers: { prefer: 'wait=30' }, body: { mapping: 'quote_ja', recordId } })).json<Document>()
  const see = (query = '', token = general) => call({ url: `/v1/documents/${document.id}/pages${query}`, token })
  const pages = (await see()).json<Pages>()
  t.match({ ...pages, images: [] }, { fileName: document.fileName, pages: 1, from: 1, width: 1188, height: 1682 })
  t.same(pages.images, (await preview({ as: 'pages' })).json<Pages>().images, 'as the preview did')
  t.match((await see('?from=2')).json(), { status: 404, code: 'CHOHYO_PAGE_UNKNOWN' })
  for (const query of ['?from=0', '?count=11', '?count=x', '?page=1']) t.equal((await see(query)).statusCode, 400, query)
  t.match((await see('', await service.apiKey(sandbox.users[5]?.username ?? ''))).json(), { status: 404, code: 'CHOHYO_DOCUMENT_UNKNOWN' }, 'not for others')
})

t.test('a signed request may ask for pages, once', async (t) => {
  const body = JSON.stringify({ mapping: 'quote_ja', recordId, as: 'pages', from: 1, count: 2 })
  const token = service.signed({ method: 'POST', url: '/v1/previews', body })
  const send = () => call({ method: 'POST', url: '/v1/previews', token, payload: body, headers: { 'content-type': 'application/json' } })
  t.equal((await send()).json<Pages>().pages, 1)
  t.equal((await send()).statusCode, 401)
})
