import { createHash } from 'node:crypto'
import { Transform, type Readable } from 'node:stream'
import type { Deps } from '../deps.ts'
import { ArchiveChanged, OffboardingElsewhere } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import { sealHistories } from '../histories/seal-histories.ts'
import type { ArchiveFacts } from '../io/offboarding-tables.ts'
import { openTenant, type Tenant } from './open-tenant.ts'
import { writeArchive, type Counts } from './write-archive.ts'

/** Writes the archive once to learn its SHA-256 and size; it is not kept. */
export async function makeArchive (deps: Deps, tenantId: string): Promise<ArchiveFacts> {
  const tenant = await openTenant(deps, tenantId, { username: 'operator', role: 'admin', via: 'run' })
  await sealHistories(deps)
  const { through } = await tenant.db((trx) => trx.selectFrom('history').select((eb) => eb.fn.coalesce(eb.fn.max('number'), eb.val(0)).as('through')).executeTakeFirstOrThrow())
  const at = deps.now().toISOString()
  const { stream, counts } = writeArchive(tenant, { through: Number(through), at, signing: deps.signing })
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of stream as AsyncIterable<Buffer>) {
    hash.update(piece)
    bytes += piece.byteLength
  }
  return { sha256: hash.digest('hex'), bytes, ...counts, through: Number(through), at }
}

/** The archive as it was announced; it breaks off where it turns out to be another. Errors: OffboardingElsewhere. */
export async function sendArchive (deps: Pick<Deps, 'signing'>, tenant: Tenant): Promise<{ stream: Readable, fileName: string, bytes: number, counts: Counts }> {
  const facts = await tenant.db(async (trx) => {
    const row = await trx.selectFrom('offboarding').select('archive').where('state', 'in', ['archived', 'grace']).executeTakeFirst()
    if (row?.archive) await recordHistory(trx, tenant.id, { kind: 'output', who: tenant.user.username, what: 'download-archive', about: tenant.id, result: 'done', detail: { bytes: row.archive.bytes } })
    return row?.archive
  })
  if (!facts) throw new OffboardingElsewhere()
  const { stream, counts } = writeArchive(tenant, { through: facts.through, at: facts.at, signing: deps.signing })
  return { stream: stream.pipe(compared(stream, facts, tenant)), fileName: `chohyo-archive-${tenant.id}.zip`, bytes: facts.bytes, counts }
}

/** Lets everything pass but the last piece of an archive that has changed. */
function compared (source: Readable, { sha256 }: ArchiveFacts, { log }: Pick<Tenant, 'log'>): Transform {
  const hash = createHash('sha256')
  let held: Buffer | null = null
  const through = new Transform({
    transform (piece: Buffer, _encoding, done) {
      hash.update(piece)
      const earlier = held
      held = piece
      done(null, earlier)
    },
    flush (done) {
      if (hash.digest('hex') === sha256) return done(null, held)
      log.error('an archive has changed since it was announced')
      done(new ArchiveChanged())
    }
  })
  source.once('error', (error) => through.destroy(error))
  return through
}
