import { setTimeout as sleep } from 'node:timers/promises'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'

export interface Made { id: string, state: string, fileName: string, sha256: string }

/** Makes a document and waits for its end, however busy the machine is. */
export async function make (call: (request: InjectOptions) => Promise<LightMyRequestResponse>, body: object): Promise<Made> {
  const asked = await call({ method: 'POST', url: '/v1/documents', body })
  const url = String(asked.headers.location)
  for (let turn = 0; turn < 600; turn++) {
    const document = (await call({ url })).json<Made>()
    if (document.state !== 'queued') return document
    await sleep(100)
  }
  throw new Error(`${url} did not come to its end`)
}
