import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '../config.ts'
import type { Document } from '../documents/schema.ts'
import { ServiceAnswered } from '../errors.ts'
import { callService, newRequestKey } from './call-service.ts'
import { herePath, readOptions, type Command } from './usage.ts'
import { demandOut, writeOut } from './write-out.ts'

/** One document through the same path as a click. */
export const generate: Command = {
  usage: 'generate --mapping NAME --record ID [--out FILE] [--key IDEMPOTENCY-KEY]',
  does: 'one document, filed on its record in Salesforce',
  async run (args, config) {
    const { mapping, record, out, key } = readOptions(args, { required: ['mapping', 'record'], optional: ['out', 'key'] })
    const path = out === undefined ? undefined : herePath(config, out)
    if (path !== undefined) await demandOut(path)
    const asked = await callService(config, {
      method: 'POST',
      path: '/v1/documents',
      body: { mapping, recordId: record },
      headers: { prefer: 'wait=30', 'idempotency-key': key ?? newRequestKey() }
    })
    const document = await follow(config, await asked.json() as Document)
    if (path !== undefined) await download(config, document, path)
    process.stdout.write(`${document.fileName}: ${document.pages} page(s), ${document.bytes} bytes, SHA-256 ${document.sha256}\n`)
    if (document.salesforce) process.stdout.write(`Filed on ${document.recordId} as ${document.salesforce.contentDocumentId}\n`)
  }
}

async function follow (config: Config, document: Document): Promise<Document> {
  let last = document
  for (let wait = 500; last.state === 'queued'; wait = Math.min(wait * 1.5, 10_000)) {
    process.stderr.write('still working …\n')
    await pause(wait)
    last = await (await callService(config, { method: 'GET', path: `/v1/documents/${document.id}` })).json() as Document
  }
  if (last.error) throw new ServiceAnswered(last.error.message, last.id)
  return last
}

async function download (config: Config, { id }: Document, path: string): Promise<void> {
  const content = await callService(config, { method: 'GET', path: `/v1/documents/${id}/content` })
  await writeOut(path, Buffer.from(await content.arrayBuffer()))
  process.stdout.write(`Written: ${path}\n`)
}
