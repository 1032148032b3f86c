import { createHash } from 'node:crypto'
import { FileMissing, MergeFailed, MergeOutdated, MergeTooLarge } from '../errors.ts'
import type { Bell } from '../io/queue.ts'
import { openSubprocesses, type Subprocesses } from '../io/subprocess.ts'
import { openTurns } from '../io/turns.ts'
import type { Lease } from '../documents/claim-parcel.ts'
import type { Generated } from '../documents/generate-document.ts'
import { holdParcel } from '../documents/hold-parcel.ts'
import { PART_SIZE } from '../documents/plan-merge.ts'
import { findKept, keepDocument, saveDocument } from '../documents/save-document.ts'
import { openName } from '../documents/seal-name.ts'
import { openRelease } from '../mappings/open-release.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { openText } from '../tenants/seal-text.ts'
import type { MergeQuestion, MergeReply } from './answer-merges.ts'
import { nameMerged } from './name-merged.ts'
import { recordNamePlace } from './places.ts'

/** Bytes of all parts together: a merge holds them several times over in memory. */
const MOST_BYTES = 400_000_000
const MEMORY_MIB = 1024
const PART_LIMIT_MS = 30_000
const FINISH_LIMIT_MS = 180_000

// One merge at a time in this process, whatever the number of runs.
const turns = openTurns([null], () => 0)

interface Part { title: string, storageKey: string, sha256: string, bytes: number }

/** What a worker does when the bell of a merge rings: joins the finished documents of one part of a run in the order of the source, keeps the whole and files it, once. */
export async function mergeDocuments (tenant: Tenant, bell: Bell): Promise<void> {
  await holdParcel(tenant, bell, merge)
}

async function merge (tenant: Tenant, lease: Lease): Promise<void> {
  const earlier = await findKept(tenant, lease)
  if (earlier) return saveDocument(tenant, lease, earlier, await tenant.files.read(earlier.storageKey))
  const parts = await listParts(tenant, lease)
  const generated = await turns.take('', () => join(tenant, lease, parts))
  await saveDocument(tenant, lease, await keepDocument(tenant, lease, generated), generated.bytes)
}

/** The finished documents of this part. As many as it was planned for: its name says so, and a name stands for one file. */
async function listParts (tenant: Tenant, { runId, position, options }: Lease): Promise<Part[]> {
  const to = (position ?? 1) * PART_SIZE
  const rows = await tenant.db((trx) => trx.selectFrom('parcel').innerJoin('document', 'document.parcel_id', 'parcel.id')
    .select(['parcel.record_name', 'parcel.record_ids', 'document.id', 'document.file_name', 'document.storage_key', 'document.sha256', 'document.bytes'])
    .where('parcel.run_id', '=', runId).where('parcel.kind', '=', 'document').where('parcel.state', '=', 'done')
    .where('position', '>', to - PART_SIZE).where('position', '<=', to).orderBy('position').execute())
  if (rows.length !== options['documents']) throw new MergeOutdated()
  const size = rows.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0)
  if (size > MOST_BYTES) throw new MergeTooLarge(to - PART_SIZE + 1, to, Math.ceil(size / 1e6), MOST_BYTES / 1e6)
  return Promise.all(rows.map(async (row) => ({ title: await nameOf(tenant, runId, row), storageKey: row.storage_key ?? '', sha256: row.sha256 ?? '', bytes: row.bytes ?? 0 })))
}

/** The name of its record, else that of its file. */
async function nameOf (tenant: Tenant, runId: string, row: { id: string, record_name: string | null, record_ids: string[], file_name: string | null }): Promise<string> {
  if (row.record_name === null) return row.file_name === null ? '' : (await openName(tenant, row.id, row.file_name)).replace(/\.pdf$/, '')
  return openText(tenant, recordNamePlace(runId, row.record_ids[0] ?? ''), row.record_name)
}

async function join (tenant: Tenant, lease: Lease, parts: Part[]): Promise<Generated> {
  const started = performance.now()
  const release = await openRelease(tenant, { mapping: lease.mapping, version: lease.release })
  const fileName = await nameMerged(tenant, lease, release.mapping.output.timeZone)
  const merger = openSubprocesses(new URL('./answer-merges.ts', import.meta.url), { size: 1, memory: MEMORY_MIB })
  try {
    for (const [place, part] of parts.entries()) await ask(merger, { place, bytes: await readPart(tenant, part), title: part.title }, PART_LIMIT_MS)
    const whole = await ask(merger, { parts: parts.length, title: fileName.replace(/\.pdf$/, ''), lang: release.template.lang }, FINISH_LIMIT_MS)
    if (!('bytes' in whole)) throw new MergeFailed('no end')
    return { ...whole, fileName, sha256: createHash('sha256').update(whole.bytes).digest('hex'), ledger: null, timings: { render: Math.round(performance.now() - started) } }
  } finally {
    await merger.close()
  }
}

async function ask (merger: Subprocesses, question: MergeQuestion, timeLimit: number): Promise<MergeReply> {
  const reply = await merger.ask(question, { timeLimit }) as MergeReply
  if ('fault' in reply) throw new MergeFailed(reply.fault)
  return reply
}

async function readPart ({ files }: Tenant, { storageKey, sha256 }: Part): Promise<Uint8Array> {
  const bytes = await files.read(storageKey)
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new FileMissing()
  return bytes
}
