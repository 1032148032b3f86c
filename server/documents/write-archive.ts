import { createHash } from 'node:crypto'
import { PassThrough, Readable, Transform } from 'node:stream'
import { ZipFile } from 'yazl'
import { recordHistory } from '../histories/record-history.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { readStored } from './get-document.ts'
import type { DocumentRow } from './select-documents.ts'

/** Puts one file into the archive; resolves when it has gone out, so that whoever reads sets the pace. */
export type Add = (path: string, content: Readable, mtime?: Date) => Promise<void>

/**
 * A ZIP that is written while it is read, one file after the other, with SHA256SUMS as its last (`sha256sum -c`). What fails on the way, or a reader that goes
 * away, breaks it off: it then has no directory and cannot be taken for whole. https://www.gnu.org/software/coreutils/manual/html_node/cksum-output-modes.html
 */
export function writeArchive (fill: (add: Add) => Promise<void>): Readable {
  const zip = new ZipFile()
  const out = zip.outputStream.pipe(new PassThrough())
  const gone = new Promise<never>((_resolve, reject) => out.once('close', () => reject(new Error('the reader of the archive went away'))))
  gone.catch(() => {})
  const sums: string[] = []
  const add: Add = async (path, content, mtime) => {
    const sha256 = await Promise.race([addFile(zip, { path, content, mtime }), gone])
    sums.push(`${sha256}  ${path}\n`)
  }
  fill(add).then(() => add('SHA256SUMS', Readable.from([...sums]))).then(() => zip.end(), (error: unknown) => out.destroy(error as Error))
  return out
}

interface File { path: string, content: Readable, mtime: Date | undefined }

function addFile (zip: ZipFile, { path, content, mtime }: File): Promise<string> {
  const hash = createHash('sha256')
  return new Promise((resolve, reject) => {
    const hashed = content.pipe(new Transform({ transform: (bytes: Buffer, _encoding, done) => { hash.update(bytes); done(null, bytes) } }))
    content.once('error', reject)
    hashed.once('end', () => resolve(hash.digest('hex')))
    zip.addReadStreamLazy(path, { ...mtime && { mtime }, compress: !path.endsWith('.pdf') }, (take) => take(null, hashed))
  })
}

/** A document's bytes under its id and name; gives its place, or null where the bytes are lost or damaged, so that the rest is not lost with them. */
export async function addDocument (tenant: Tenant, row: DocumentRow, add: Add): Promise<string | null> {
  try {
    const { bytes, fileName } = await readStored(tenant, row)
    const path = `documents/${row.id}/${fileName}`
    await add(path, Readable.from([Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)]), row.created_at)
    return path
  } catch (error) {
    if ((error as { code?: string }).code !== 'CHOHYO_FILE_MISSING') throw error
    tenant.log.error({ document: row.id, err: error }, 'a document has lost its bytes')
    return null
  }
}

/** A line for each document before it leaves the house: who exported it has seen it. */
export async function recordExports (tenant: Tenant, rows: DocumentRow[]): Promise<void> {
  await tenant.db(async (trx) => {
    for (const { id } of rows) await recordHistory(trx, tenant.id, { kind: 'output', who: tenant.user.username, what: 'export-document', about: id, result: 'done' })
  })
}
