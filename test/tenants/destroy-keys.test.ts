import t from 'tap'
import { destroyDueKeys } from '../../server/tenants/destroy-keys.ts'
import type { Destruction } from '../../server/tenants/key-schema.ts'
import { testService } from '../service.ts'
import { signedIn } from './admins.ts'
import { openNeighbour } from './neighbour.ts'

const service = await testService(t, { sandbox: { orgNumber: 9201, size: 5 } })
const { call, deps, sandbox } = service
const at = '/v1/tenant/keys/destroy'
const make = async (caller: typeof call, recordId = '') => (await caller({ method: 'POST', url: '/v1/documents', headers: { prefer: 'wait=30' }, body: { mapping: 'quote_ja', recordId } }))
const document = (await make(call, sandbox.records.quote)).json<{ id: string }>()
await call({ method: 'PATCH', url: '/v1/tenant/settings', body: { signIn: { secondFactor: 'optional' } } })
const [aiko, ben] = [await signedIn(service, 'aiko@keys.example'), await signedIn(service, 'ben@keys.example')]
const seen = async () => (await call({ url: '/v1/tenant/keys' })).json<{ destruction: Destruction }>().destruction
const asked = { confirm: sandbox.orgId, takeover: true }
const refused = { code: 'CHOHYO_KEYS_DESTROYED', status: 410 }

t.test('an admin at the console asks for it, naming the org and what becomes of documents that the law wants kept', async (t) => {
  t.match(await seen(), { state: 'none', dueAt: null })
  t.match((await call({ method: 'POST', url: at, body: asked })).json(), { code: 'CHOHYO_FRESH_SIGN_IN_NEEDED' }, 'a key is no person')
  t.match((await aiko({ method: 'POST', url: at, body: { ...asked, confirm: 'Test org' } })).json(), { code: 'CHOHYO_DESTRUCTION_NOT_MEANT' })
  t.match((await aiko({ method: 'POST', url: at, body: { confirm: sandbox.orgId } })).json(), { code: 'CHOHYO_TAKEOVER_NEEDED' })
  await call({ method: 'PUT', url: `/v1/documents/${document.id}/hold`, body: { reason: '税務調査' } })
  t.match((await aiko({ method: 'POST', url: at, body: asked })).json(), { code: 'CHOHYO_DOCUMENTS_HELD' })
  await call({ method: 'DELETE', url: `/v1/documents/${document.id}/hold`, body: { reason: '終了' } })
  t.match((await aiko({ method: 'POST', url: at, body: asked })).json(), { state: 'asked', askedBy: 'aiko@keys.example', confirmedBy: null, dueAt: null })
  t.match((await ben({ method: 'POST', url: at, body: asked })).json(), { code: 'CHOHYO_DESTRUCTION_ELSEWHERE' }, 'once')
})

t.test('another admin confirms it, and for seven days either can cancel it', async (t) => {
  t.match((await aiko({ method: 'POST', url: `${at}/confirm` })).json(), { code: 'CHOHYO_OTHER_ADMIN_NEEDED' })
  await t.rejects(deps.database.withTenant(sandbox.orgId, (trx) => trx.updateTable('key_destruction').set({ confirmed_by: 'aiko@keys.example' }).execute()), { code: '23514' }, 'nor where the database is asked')
  const confirmed = (await ben({ method: 'POST', url: `${at}/confirm` })).json<Destruction>()
  t.match(confirmed, { state: 'waiting', confirmedBy: 'ben@keys.example' })
  t.equal(Math.round((Date.parse(confirmed.dueAt ?? '') - Date.now()) / 86_400_000), 7)
  await destroyDueKeys(deps)
  t.equal((await call({ url: `/v1/documents/${document.id}/content` })).statusCode, 200, 'nothing happens before its day')
  t.match((await aiko({ method: 'DELETE', url: at })).json(), { state: 'none' })
  t.match((await ben({ method: 'DELETE', url: at })).json(), { code: 'CHOHYO_DESTRUCTION_ELSEWHERE' })
})

t.test('then nothing of the org opens any more, and its neighbour is as before', async (t) => {
  const neighbour = await openNeighbour(t, service, 9202)
  const theirs = (await make(neighbour.call, neighbour.sandbox.records.quote)).json<{ id: string }>()
  await call({ method: 'PATCH', url: '/v1/tenant/settings', body: { keys: { destroyDelayDays: 0 } } })
  await aiko({ method: 'POST', url: at, body: asked })
  await ben({ method: 'POST', url: `${at}/confirm` })
  await Promise.all([destroyDueKeys(deps), destroyDueKeys(deps)])

  for (const url of [`/v1/documents/${document.id}`, `/v1/documents/${document.id}/content`, '/v1/documents', '/v1/templates/quote_ja']) t.match((await call({ url })).json(), refused, url)
  t.match((await make(call, sandbox.records.quote)).json(), refused, 'nor is anything made')
  t.match((await call({ method: 'POST', url: '/v1/tenant/keys/rotate' })).json(), refused)
  t.match((await call({ url: '/v1/tenant/keys' })).json(), { keys: [{ version: 1, state: 'destroyed' }], destruction: { state: 'done' } })
  t.match((await ben({ method: 'DELETE', url: at })).json(), { code: 'CHOHYO_DESTRUCTION_ELSEWHERE' }, 'what is done cannot be cancelled')
  t.equal((await neighbour.call({ url: `/v1/documents/${theirs.id}/content` })).statusCode, 200)

  const lines = await deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('history').select('detail').where('what', '=', 'destroy-keys').execute(), { username: 'x', role: 'admin' })
  t.match(lines, [{ detail: { keys: [`${sandbox.orgId}/1`], askedBy: 'aiko@keys.example', confirmedBy: 'ben@keys.example', takeover: true } }], 'one line is the certificate')
})
