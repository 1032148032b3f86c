import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dataPath, type Config } from '../config.ts'
import { ServiceAnswered, ServiceUnreachable } from '../errors.ts'

/** `body` goes as JSON, `bytes` as they are. */
export interface Call { method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown, bytes?: Uint8Array, headers?: Record<string, string> }

/** Calls the running service: the one in CHOHYO_URL, or the demo of this data folder. A problem it answers is thrown with its own sentence. */
export async function callService (config: Config, { method, path, body, bytes, headers }: Call): Promise<Response> {
  const { url, key } = findService(config)
  const answer = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      'accept-language': config.LANG.startsWith('ja') ? 'ja' : 'en',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
      ...headers
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(bytes === undefined ? {} : { body: Buffer.from(bytes) })
  }).catch(() => { throw new ServiceUnreachable(url) })
  if (answer.ok) return answer
  const problem = await answer.json().catch(() => ({})) as { detail?: string, requestId?: string }
  throw new ServiceAnswered(problem.detail ?? `${answer.status} ${answer.statusText}`, problem.requestId ?? 'none')
}

/** A key for one intention: retries of this call make one document. */
export function newRequestKey (): string {
  return randomUUID()
}

function findService (config: Config): { url: string, key: string } {
  if (config.CHOHYO_URL && config.CHOHYO_API_KEY) return { url: config.CHOHYO_URL.replace(/\/$/, ''), key: config.CHOHYO_API_KEY }
  try {
    const { url, apiKey } = JSON.parse(readFileSync(dataPath(config, 'demo.json'), 'utf8')) as { url: string, apiKey: string }
    return { url: config.CHOHYO_URL || url, key: config.CHOHYO_API_KEY || apiKey }
  } catch {
    throw new ServiceUnreachable(config.CHOHYO_URL || 'any address (CHOHYO_URL and CHOHYO_API_KEY are not set)')
  }
}
