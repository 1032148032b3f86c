import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../server/config.ts'
import type { Document } from '../../server/documents/schema.ts'
import { serve } from '../../server/main/serve.ts'
import { openRelease, newestRelease, type Release } from '../../server/mappings/open-release.ts'
import { gatherData } from '../../server/mappings/gather-data.ts'
import { loadAssets } from '../../server/templates/load-assets.ts'
import type { AssetBytes, Data } from '../../server/templates/schema.ts'
import { openTenant } from '../../server/tenants/open-tenant.ts'
import type { Chrome } from '../../server/io/chrome.ts'
import { treeMemory } from './machine.ts'

export interface Bench {
  document: string
  chrome: string
  printer: Chrome
  release: Release
  data: Data
  assets: Map<string, AssetBytes>
  click: () => Promise<Document>
  burst: (documents: number) => Promise<{ documents: number, ms: number }>
  calls: () => number
  memoryMiB: () => number
  close: () => Promise<void>
}

const AT_ONCE = 16

/** The service on its embedded default with isolation on, in a folder of its own, and the record that all contenders print. */
export async function openBench (): Promise<Bench> {
  const dir = mkdtempSync(join(tmpdir(), 'chohyo-bench-'))
  const service = await serve(readConfig({ DATA_DIR: dir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', NODE_ENV: 'test', SANDBOX: 'on', RATE_LIMIT: '10000000' }))
  const { deps, demo, url } = service
  if (!demo) throw new Error('the bench needs the sandbox org')
  const { mapping, recordId, apiKey, user, orgId } = demo.card
  const tenant = await openTenant(deps, orgId, { username: user, role: 'admin', via: 'api-key' })
  const release = await openRelease(tenant, { mapping, version: await newestRelease(tenant, mapping) })
  const { data } = await gatherData(tenant, { release, recordId, now: new Date() })

  async function click (): Promise<Document> {
    const answer = await fetch(`${url}/v1/documents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', prefer: 'wait=60' },
      body: JSON.stringify({ mapping, recordId })
    })
    if (answer.status !== 201) throw new Error(`the service answered ${answer.status}: ${await answer.text()}`)
    return await answer.json() as Document
  }

  async function burst (documents: number): Promise<{ documents: number, ms: number }> {
    const started = performance.now()
    let left = documents
    await Promise.all(Array.from({ length: AT_ONCE }, async () => { while (left-- > 0) await click() }))
    return { documents, ms: performance.now() - started }
  }

  return {
    document: `${mapping}, one page, ${recordId}`,
    chrome: deps.chrome.about().version,
    printer: deps.chrome,
    release,
    data,
    assets: await loadAssets(tenant, release.template),
    click,
    burst,
    calls: () => demo.sandbox.journal.count(),
    memoryMiB: () => treeMemory(),
    async close () {
      await service.close()
      rmSync(dir, { recursive: true, force: true })
    }
  }
}
