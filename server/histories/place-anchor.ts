import { createPublicKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { appendLine } from '../io/append-line.ts'
import { openFiles, type Files } from '../io/files.ts'
import { readAnchor, writeAnchor, type Anchor } from './anchor.ts'

/** Where anchors lie outside the database: a folder always, and a bucket. */
export interface Places { dir: string, bucket: Files | null, close: () => Promise<void> }

export function openPlaces ({ anchorDir, ANCHOR_S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_REGION: region }: Config): Places {
  const files = bucket === '' ? null : openFiles({ bucket, endpoint: endpoint || undefined, region })
  return { dir: anchorDir, bucket: files, close: async () => { await files?.close() } }
}

/** Returns when the anchor has reached every place. The file only grows; an object has a name of its own, so that a lock on it holds. */
export async function placeAnchor ({ dir, bucket }: Places, anchor: Anchor): Promise<void> {
  const text = writeAnchor(anchor)
  await appendLine(fileOf(dir, anchor.tenant), text)
  await bucket?.save(`anchors/${anchor.tenant}/${anchor.number}.json`, Buffer.from(text))
}

/** The anchors of a tenant that lie in the folder, in the order in which they came. */
export async function readAnchors (dir: string, tenant: string): Promise<Anchor[]> {
  const text = await readFile(fileOf(dir, tenant), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').flatMap((line) => readAnchor(line) ?? [])
}

function fileOf (dir: string, tenant: string): string {
  return join(dir, `${tenant}.jsonl`)
}

/** The public half as PEM, to check anchors with. */
export function publicPem (signing: KeyObject): string {
  return createPublicKey(signing).export({ type: 'spki', format: 'pem' }).toString()
}
