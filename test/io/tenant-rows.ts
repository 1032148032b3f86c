import type { Transaction } from 'kysely'
import type { Tables } from '../../server/io/tables.ts'

export const tenantA = '00D00000000000AAAA'
export const tenantB = '00D00000000000BAAB'

/** Writes one row into every table, as that tenant; the same names in every tenant. */
export async function fillTenant (trx: Transaction<Tables>, tenantId: string): Promise<{ runId: string, parcelId: string, documentId: string }> {
  const own = { tenant_id: tenantId }
  await trx.insertInto('tenant').values({ ...own, name: 'Acme', instance_url: 'https://a.example', login_url: 'https://a.example' }).execute()
  await trx.insertInto('api_key').values({ ...own, hash: Buffer.from(tenantId.padEnd(32)), label: 'demo', username: 'a@a.example', role: 'admin' }).execute()
  await trx.insertInto('seen_token').values({ ...own, jti: 'j', expires_at: new Date(0) }).execute()
  const { id: userId } = await trx.insertInto('user_account').values({ ...own, login: `a@${tenantId}`.toLowerCase(), label: 'A', password_hash: 'x', role: 'admin', username: 'a@a.example', language: 'ja', labels: ['x'] }).returning('id').executeTakeFirstOrThrow()
  await trx.insertInto('session').values({ ...own, hash: Buffer.from(tenantId.padEnd(32)), user_id: userId, expires_at: new Date(0) }).execute()
  await trx.insertInto('passkey').values({ ...own, user_id: userId, credential_id: `c${tenantId}`, public_key: Buffer.alloc(1), counter: 0, label: 'k', transports: ['usb'], backed_up: false }).execute()
  await trx.insertInto('recovery_code').values({ ...own, user_id: userId, hash: Buffer.alloc(32) }).execute()
  await trx.insertInto('invite').values({ ...own, kind: 'invite', hash: Buffer.from(tenantId.padEnd(32)), login: 'b@a.example', label: 'B', role: 'general', username: 'b@a.example', language: 'ja', labels: ['x'], made_by: 'a', expires_at: new Date(0) }).execute()
  await trx.insertInto('definition').values({ ...own, kind: 'view', name: 'v', label: 'V', draft: '{}', updated_by: 'a' }).execute()
  await trx.insertInto('definition_version').values({ ...own, kind: 'view', name: 'v', version: 1, body: '{"from":"Account"}', sha256: 'x', created_by: 'a' }).execute()
  await trx.insertInto('asset').values({ ...own, sha256: 'x', name: 'logo', content_type: 'image/png', size: 1, storage_key: 't/x' }).execute()
  await trx.insertInto('service_secret').values({ ...own, service: 's', name: 'n', value: 'x', updated_by: 'a' }).execute()
  const { id: runId } = await trx.insertInto('run').values({ ...own, kind: 'click', who: 'a' }).returning('id').executeTakeFirstOrThrow()
  await trx.insertInto('request_key').values({ ...own, who: 'a', key: 'k', body_sha256: 'x', run_id: runId }).execute()
  const { id: parcelId } = await trx.insertInto('parcel').values({ ...own, run_id: runId, key: 'k', mapping: 'm', record_ids: ['001'] }).returning('id').executeTakeFirstOrThrow()
  await trx.insertInto('parcel_attempt').values({ ...own, parcel_id: parcelId, epoch: 1, owner: 'w' }).execute()
  const { id: documentId } = await trx.insertInto('document').values({ ...own, parcel_id: parcelId, mapping: 'm', record_id: '001', created_by: 'a' }).returning('id').executeTakeFirstOrThrow()
  await trx.insertInto('effect').values({ ...own, parcel_id: parcelId, document_id: documentId, kind: 'attach', effect_key: 'e' }).execute()
  await trx.insertInto('outbox').values({ ...own, parcel_id: parcelId, lane: 'interactive' }).execute()
  await trx.insertInto('history').values({ ...own, kind: 'output', who: 'a', what: 'made', result: 'done' }).execute()
  await trx.insertInto('history_anchor').values({ ...own, number: 1, hash: Buffer.alloc(32), at: new Date(0), key: 'k', signature: Buffer.alloc(64) }).execute()
  await trx.insertInto('history_delivery').values({ ...own, number: 1 }).execute()
  await trx.insertInto('offboarding').values({ ...own, requested_by: 'a' }).execute()
  await trx.insertInto('key_destruction').values({ ...own, asked_by: 'a' }).execute()
  const { id: incidentId } = await trx.insertInto('incident').values({ ...own, rule: 'declared', about: 'x', malicious: false, declared_by: 'a', noticed_at: new Date(0), preliminary_due: new Date(1), final_due: new Date(2), report: Buffer.of(1), document_ids: [documentId], persons: 1 }).returning('id').executeTakeFirstOrThrow()
  await trx.insertInto('incident_notice').values({ ...own, incident_id: incidentId, kind: 'declared', recipient: Buffer.of(1), recipient_index: Buffer.of(1), queued_at: new Date(0), next_at: new Date(0) }).execute()
  await trx.insertInto('person_request').values({ ...own, kind: 'find', who: 'a', person: Buffer.of(1), found: 0 }).execute()
  return { runId, parcelId, documentId }
}
