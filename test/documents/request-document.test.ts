import t from 'tap'
import { getVersion } from '../../server/definitions/get-definition.ts'
import { keepDefinition } from '../../server/definitions/keep-definition.ts'
import { publishDefinition } from '../../server/definitions/publish-definition.ts'
import { fillParcel } from '../../server/documents/fill-parcel.ts'
import { getDocument } from '../../server/documents/get-document.ts'
import { requestDocument } from '../../server/documents/request-document.ts'
import { mappingKind } from '../../server/mappings/kind.ts'
import { pinMapping } from '../../server/mappings/pin-mapping.ts'
import { testService } from '../service.ts'

const service = await testService(t, { worker: false })
const { sandbox } = service
const tenant = await service.tenant()
const recordId = sandbox.records['quote'] ?? ''

t.test('a mapping that saves nowhere leaves its documents off the record, whoever asks', async (t) => {
  const { body } = await getVersion(tenant, { kind: mappingKind, name: 'quote_ja' })
  const name = 'quote_here'
  await keepDefinition(tenant, { kind: mappingKind, name, label: name, body: { ...body, output: { ...body.output, saveTo: 'nowhere' } } })
  await publishDefinition(tenant, { kind: mappingKind, name, check: (mapping) => pinMapping(tenant, name, mapping) })
  const before = sandbox.journal.files().length
  for (const save of [undefined, true]) {
    const { documentId, parcelId } = await requestDocument(tenant, { mapping: name, recordId, save })
    await fillParcel(tenant, { tenantId: tenant.id, parcelId, epoch: 0 })
    t.match(await getDocument(tenant, documentId), { state: 'done', salesforce: null })
  }
  t.equal(sandbox.journal.files().length, before)
})

t.test('one Idempotency-Key is one document: again, at the same moment, and with the long form of the record id', async (t) => {
  const ask = { mapping: 'quote_ja', recordId, requestKey: 'first' }
  const asked = await Promise.all(Array.from({ length: 8 }, () => requestDocument(tenant, ask)))
  t.equal(new Set(asked.map(({ documentId }) => documentId)).size, 1)
  t.equal(asked.filter(({ replayed }) => !replayed).length, 1)
  t.match(await requestDocument(tenant, { ...ask, recordId: recordId.slice(0, 15) }), { documentId: asked[0]?.documentId, replayed: true })
})

t.test('the same key for another document, or of another user, is not the same request', async (t) => {
  const ask = { mapping: 'quote_ja', recordId, requestKey: 'second' }
  const mine = await requestDocument(tenant, ask)
  await t.rejects(requestDocument(tenant, { ...ask, save: false }), { code: 'CHOHYO_IDEMPOTENCY_KEY_REUSED' })
  const theirs = await requestDocument(await service.tenant(sandbox.users[1]?.username, 'general'), ask)
  t.not(theirs.documentId, mine.documentId)
})

t.test('a mapping that is not there, or not published, is said to be so before anything is planned', async (t) => {
  await t.rejects(requestDocument(tenant, { mapping: 'nothing', recordId }), { code: 'CHOHYO_DEFINITION_UNKNOWN' })
  const { body } = await getVersion(tenant, { kind: mappingKind, name: 'quote_ja' })
  await keepDefinition(tenant, { kind: mappingKind, name: 'draft_only', label: 'x', body })
  await t.rejects(requestDocument(tenant, { mapping: 'draft_only', recordId }), { code: 'CHOHYO_NOT_PUBLISHED' })
})
