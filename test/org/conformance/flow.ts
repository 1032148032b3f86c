import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Test } from 'tap'
import type { Value } from '../apex-play/values.ts'
import { checkCovered } from './covered.ts'
import { exception, fieldsOf, type ConformanceOrg } from './open-org.ts'

export async function driveFlow (t: Test, org: ConformanceOrg): Promise<void> {
  const apex = org.apex()
  const { quote = '', account = '' } = org.sandbox.records
  const flow = async (name: string, fields: Record<string, Value>): Promise<Record<string, unknown>> => fieldsOf(await apex.flow(name, fields))
  const problem = async (answer: Promise<unknown>): Promise<Record<string, unknown>> => fieldsOf(await exception(answer))

  t.test('Flow: one document, waited for', async (t) => {
    const result = await flow('ChohyoGenerateOne', { mapping: 'quote_ja', recordId: quote, waitSeconds: 15, requestKey: randomUUID() })
    t.match(result, { state: 'done', filename: /^御見積書/, contentdocumentid: /^069/, errorcode: null })
    t.equal(org.sent.at(-1)?.headers.get('prefer'), 'wait=15')
  })

  t.test('Flow: a document that cannot be made takes the fault path, or comes back as output', async (t) => {
    t.match(await problem(apex.flow('ChohyoGenerateOne', { mapping: 'quote_ja', recordId: account, waitSeconds: 15 })), { status: 404, code: 'CHOHYO_RECORD_NOT_FOUND' })
    t.match(await flow('ChohyoGenerateOne', { mapping: 'nothing', recordId: quote, stopOnError: false }), { state: 'failed', errorcode: 'CHOHYO_DEFINITION_UNKNOWN', errormessage: /nothing/ })
  })

  t.test('Flow: many documents, and how far they are', async (t) => {
    const started = await flow('ChohyoGenerateMany', { mapping: 'quote_ja', recordIds: [quote], save: false, joinMode: 'separate', saveAs: 'file' })
    for (;;) {
      const status = await flow('ChohyoRunStatus', { runId: started['runid'] as string })
      if (status['finished'] !== true) { await pause(100); continue }
      t.match(status, { runid: started['runid'], state: 'done', total: 1, waiting: 0, done: 1, failed: 0 })
      break
    }
    t.match(await flow('ChohyoGenerateMany', { mapping: 'quote_ja', parentId: account, relationship: 'Quotes', save: false }), { runid: /-/, state: /ready|running|done/ })
    t.match(await problem(apex.flow('ChohyoGenerateMany', { mapping: 'quote_ja', recordIds: null })), { status: 400, code: 'CHOHYO_REQUEST_INVALID' })
  })

  // Works are a room that is still to be built: until then the service knows no such address, and says so.
  t.test('Flow: a Work asks for its runs', async (t) => {
    const { statusCode } = await org.call({ method: 'POST', url: '/v1/works/nightly/runs', body: {} })
    t.equal(statusCode, 404)
    t.match(await problem(apex.flow('ChohyoRunWork', { work: 'nightly', recordIds: [quote] })), { status: 404, code: 'CHOHYO_ROUTE_UNKNOWN', detail: /POST \/v1\/works\/nightly\/runs/ })
    t.equal(org.sent.at(-1)?.body, JSON.stringify({ recordIds: [quote] }))
  })

  t.test('Apex of others: documents and runs as objects', async (t) => {
    const document = fieldsOf(await apex.call('Chohyo.generate', 'quote_ja', quote))
    t.match(document, { id: /-/, state: /queued|done/, errorcode: null })
    t.equal(fieldsOf(await apex.call('Chohyo.generate', 'quote_ja', quote, 'mine'))['id'], fieldsOf(await apex.call('Chohyo.generate', 'quote_ja', quote, 'mine'))['id'])
    t.match(fieldsOf(await apex.call('Chohyo.getDocument', document['id'] as string)), { id: document['id'] })
    const run = fieldsOf(await apex.call('Chohyo.generateMany', 'quote_ja', [quote, account]))
    t.match(fieldsOf(await apex.call('Chohyo.getRun', run['id'] as string)), { id: run['id'], waiting: Number, done: Number, failed: Number })
    t.match(await problem(apex.call('Chohyo.getDocument', randomUUID())), { status: 404, code: 'CHOHYO_DOCUMENT_UNKNOWN', requestid: /-/, message: /no such document/ })
  })

  t.test('callers from outside, by Apex REST', async (t) => {
    const body = JSON.stringify({ mapping: 'quote_ja', recordId: quote, save: false })
    const post = (key?: string) => apex.rest('ChohyoRest.ask', { uri: '/services/apexrest/chohyo/documents', body, headers: key === undefined ? {} : { 'idempotency-key': key } })
    const asked = await post('theirs')
    t.match(asked, { status: 202, contentType: 'application/json' })
    const { id } = JSON.parse(asked.body) as { id: string }
    t.equal((JSON.parse((await post('theirs')).body) as { id: string }).id, id)
    t.match(await apex.rest('ChohyoRest.read', { uri: `/services/apexrest/chohyo/documents/${id}` }), { status: 200, body: new RegExp(id) })
    t.match(await apex.rest('ChohyoRest.ask', { uri: '/services/apexrest/chohyo/runs', body: JSON.stringify({ mapping: 'quote_ja', source: { recordIds: [quote] }, save: false }) }), { status: 202 })
    for (const uri of ['previews', 'documents/x/content', '', 'mappings']) t.match(await apex.rest('ChohyoRest.ask', { uri: `/services/apexrest/chohyo/${uri}`, body }), { status: 404, contentType: 'application/problem+json', body: /CHOHYO_ROUTE_UNKNOWN/ })
    t.match(await apex.rest('ChohyoRest.read', { uri: '/services/apexrest/chohyo/documents/..%2Fruns' }), { status: 400, body: /CHOHYO_VALUE_UNUSABLE/ })
    t.match(await apex.rest('ChohyoRest.ask', { uri: '/services/apexrest/chohyo/documents' }), { status: 400, body: /CHOHYO_REQUEST_INVALID/ })
  })

  t.test('every method of these classes is driven', async (t) => {
    checkCovered(t, 'flow', [apex])
  })
}
