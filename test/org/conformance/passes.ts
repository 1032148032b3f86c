import { randomUUID } from 'node:crypto'
import type { Test } from 'tap'
import { checkCovered } from './covered.ts'
import { fieldsOf, json, type ConformanceOrg, partsOf, refusal, type Pass } from './open-org.ts'
import { pdfText } from '../../pdf.ts'

export async function drivePasses (t: Test, org: ConformanceOrg): Promise<void> {
  const apex = org.apex()
  const { quote = '' } = org.sandbox.records
  const preview = JSON.stringify({ mapping: 'quote_ja', recordId: quote, as: 'pages', from: 1, count: 1 })
  const pass = (name: string, ...values: Array<string | number>): Promise<Pass> => json<unknown>(apex.call(`ChohyoPasses.${name}`, ...values)) as Promise<Pass>
  const document = fieldsOf(await apex.flow('ChohyoGenerateOne', { mapping: 'quote_ja', recordId: quote, save: false, waitSeconds: 15 }))
  const id = document['documentid'] as string
  t.equal(document['state'], 'done')
  const before = org.sent.length

  t.test('pages of what would be made go to the browser itself', async (t) => {
    const answer = await org.browse(await pass('previewPass', preview), { body: preview })
    t.equal(answer.status, 200)
    t.equal(answer.headers.get('access-control-allow-origin'), 'https://acme.lightning.force.com')
    t.match(await answer.json(), { fileName: /^御見積書/, pages: 1, from: 1, images: [/^iVBOR/], width: Number, height: Number })
  })

  t.test('pages of a finished document', async (t) => {
    const answer = await org.browse(await pass('pagesPass', id, 1, 2))
    t.match(await answer.json(), { pages: 1, images: [/^iVBOR/] })
  })

  t.test('a finished document, with the name to save it under', async (t) => {
    const answer = await org.browse(await pass('contentPass', id))
    t.equal(answer.headers.get('content-type'), 'application/pdf')
    t.match(answer.headers.get('access-control-expose-headers'), /content-disposition/)
    t.match(answer.headers.get('content-disposition'), /filename\*=UTF-8''/)
    t.match(await pdfText(Buffer.from(await answer.arrayBuffer())), '御見積書')
  })

  t.test('a pass is good once', async (t) => {
    const one = await pass('contentPass', id)
    t.equal((await org.browse(one)).status, 200)
    const again = await org.browse(one)
    t.equal(again.status, 401)
    t.equal(again.headers.get('access-control-allow-origin'), 'https://acme.lightning.force.com', 'the page may read why')
    t.match(await again.json(), { code: 'CHOHYO_UNAUTHENTICATED' })
  })

  t.test('for the body it was made for, the address, the method', async (t) => {
    t.equal((await org.browse(await pass('previewPass', preview), { body: preview.replace('"count":1', '"count":2') })).status, 401)
    const content = await pass('contentPass', id)
    t.equal((await org.browse({ ...content, url: content.url.replace('/content', '/pages') })).status, 401)
    t.equal((await org.browse({ ...content, url: `${content.url}?x=1` })).status, 401)
    t.equal((await org.browse({ ...await pass('previewPass', '{}'), method: 'GET', url: content.url })).status, 401)
  })

  t.test('for two minutes', async (t) => {
    const [, claims] = partsOf((await pass('contentPass', id)).token)
    t.equal(Number(claims?.['exp']) - Number(claims?.['iat']), 120)
    const old = org.apex({ now: () => Date.now() - 151_000 })
    t.equal((await org.browse(await json<unknown>(old.call('ChohyoPasses.contentPass', id)) as Pass)).status, 401, 'with half a minute for clocks that differ')
    const fresh = org.apex({ now: () => Date.now() - 140_000 })
    t.equal((await org.browse(await json<unknown>(fresh.call('ChohyoPasses.contentPass', id)) as Pass)).status, 200)
  })

  t.test('a page of Salesforce may ask beforehand; no other may', async (t) => {
    const ask = (origin: string) => fetch(`${org.base}/v1/previews`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'accept-language,authorization,content-type' } })
    const allowed = await ask('https://acme--uat.sandbox.lightning.force.com')
    t.ok(allowed.ok)
    t.match(allowed.headers.get('access-control-allow-headers'), /authorization/)
    t.equal(allowed.headers.get('access-control-allow-credentials'), null, 'cookies stay away')
    t.equal((await ask('https://lightning.force.com.evil.example')).headers.get('access-control-allow-origin'), null)
  })

  t.test('a pass is signed for this user and no request is sent for it', async (t) => {
    t.equal(org.sent.length, before)
    const foreign = org.apex({ username: org.sandbox.users[3]?.username ?? '' })
    const answer = await org.browse(await json<unknown>(foreign.call('ChohyoPasses.contentPass', id)) as Pass)
    t.match(await answer.json(), { status: 404, code: 'CHOHYO_DOCUMENT_UNKNOWN' }, 'another user does not see it')
  })

  t.test('an id that would lead to another address gets no pass', async (t) => {
    for (const name of ['contentPass', 'pagesPass']) t.match(await refusal(apex.call(`ChohyoPasses.${name}`, '../x', ...name === 'pagesPass' ? [1, 1] : [])), { status: 400, code: 'CHOHYO_VALUE_UNUSABLE' })
    t.equal((await org.browse(await pass('contentPass', randomUUID()))).status, 404)
  })

  t.test('every method of the class is driven', async (t) => {
    checkCovered(t, 'passes', [apex])
  })
}
