import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Test } from 'tap'
import { checkCovered } from './covered.ts'
import { json, type ConformanceOrg, refusal } from './open-org.ts'

export async function driveDocuments (t: Test, org: ConformanceOrg): Promise<void> {
  const { quote = '', account = '' } = org.sandbox.records
  const apex = org.apex()

  interface Document { id: string, state: string, recordId: string, salesforce: { contentVersionId: string, contentDocumentId: string } | null }

  async function finished (id: string): Promise<Document> {
    for (;;) {
      const document = await json<Document>(apex.call('ChohyoDocuments.getDocument', id))
      if (document.state !== 'queued') return document
      await pause(100)
    }
  }

  t.test('choices for a record, and for an object', async (t) => {
    t.match(await json(apex.call('ChohyoDocuments.listChoices', quote, null)), { object: { name: 'Quote' }, record: { id: quote }, choices: [{ mapping: 'quote_ja' }] })
    t.match(await json(apex.call('ChohyoDocuments.listChoices', null, 'Quote')), { object: { name: 'Quote' }, record: null, choices: [{ mapping: 'quote_ja' }] })
  })

  t.test('a document is asked for, followed, and lies on its record once', async (t) => {
    const requestKey = randomUUID()
    const asked = await json<Document>(apex.call('ChohyoDocuments.generate', 'quote_ja', quote, true, 'file', requestKey))
    const again = await json<Document>(apex.call('ChohyoDocuments.generate', 'quote_ja', quote, true, 'file', requestKey))
    t.equal(again.id, asked.id, 'the same request key, the same document')
    const document = await finished(asked.id)
    t.match(document, { state: 'done', recordId: quote, salesforce: { contentVersionId: /^068/, contentDocumentId: /^069/ } })
    t.equal(org.sandbox.journal.files().filter(({ recordId }) => recordId === quote).length, 1)

    const next = await json<Document>(apex.call('ChohyoDocuments.generate', 'quote_ja', quote, true, 'version', randomUUID()))
    t.equal((await finished(next.id)).salesforce?.contentDocumentId, document.salesforce?.contentDocumentId, 'a version of the same file')
  })

  t.test('the documents of a record, newest first', async (t) => {
    const { documents, next } = await json<{ documents: Document[], next: string | null }>(apex.call('ChohyoDocuments.listDocuments', quote, null))
    t.equal(documents.length, 2)
    t.ok(documents.every(({ recordId }) => recordId === quote))
    t.equal(next, null)
    const rest = await json<{ documents: Document[] }>(apex.call('ChohyoDocuments.listDocuments', quote, documents[0]?.id ?? ''))
    t.same(rest.documents.map(({ id }) => id), [documents[1]?.id], 'after a document come the older ones')
  })

  t.test('what an object holds', async (t) => {
    t.match(await json(apex.call('ChohyoDocuments.describeObject', 'Quote')), { name: 'Quote' })
  })

  t.test('what goes wrong arrives with its code and a sentence in the language of the user', async (t) => {
    const japanese = org.apex({ language: 'ja' })
    t.match(await refusal(japanese.call('ChohyoDocuments.generate', 'no_such_mapping', quote, true, null, 'k1')), { status: 404, code: 'CHOHYO_DEFINITION_UNKNOWN', detail: /[ぁ-ん]/, requestId: /-/ })
    t.match(await refusal(apex.call('ChohyoDocuments.generate', 'quote_ja', 'nonsense', true, null, 'k2')), { status: 400, code: 'CHOHYO_REQUEST_INVALID', detail: /^[ -~]+$/ })
    t.match(await refusal(apex.call('ChohyoDocuments.getDocument', randomUUID())), { status: 404, code: 'CHOHYO_DOCUMENT_UNKNOWN' })
    t.match(await refusal(apex.call('ChohyoDocuments.describeObject', 'Nothing__c')), { status: 404, code: 'CHOHYO_OBJECT_NOT_FOUND' })
    await json(apex.call('ChohyoDocuments.generate', 'quote_ja', quote, false, null, 'one key'))
    t.match(await refusal(apex.call('ChohyoDocuments.generate', 'quote_ja', account, false, null, 'one key')), { status: 422, code: 'CHOHYO_IDEMPOTENCY_KEY_REUSED' })
  })

  t.test('an id that would lead to another address goes nowhere', async (t) => {
    const before = org.sent.length
    t.match(await refusal(apex.call('ChohyoDocuments.getDocument', '../runs')), { status: 400, code: 'CHOHYO_VALUE_UNUSABLE' })
    t.match(await refusal(apex.call('ChohyoDocuments.describeObject', 'Quote?x=1')), { status: 400, code: 'CHOHYO_VALUE_UNUSABLE' })
    t.equal(org.sent.length, before)
  })

  t.test('values of a query are escaped, so that what is signed is what is asked', async (t) => {
    t.match(await refusal(apex.call('ChohyoDocuments.listDocuments', '見積 &+%/?#\'()', null)), { status: 400, code: 'CHOHYO_REQUEST_INVALID' })
  })

  t.test('every method of the class is driven', async (t) => {
    checkCovered(t, 'documents', [apex])
  })
}
