import { createHash, createHmac } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { DeliveryFailed, DeliveryRefused } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { Call, Connector, Delivery } from './connector.ts'

const Settings = Type.Object({
  url: Type.String({ format: 'uri', pattern: '^https?://', maxLength: 2000, description: 'address, beginning with https://' })
}, { additionalProperties: false })
type Settings = Static<typeof Settings>

const Act = Type.Object({
  type: Type.Optional(Type.String({ maxLength: 120, description: 'name of the event, such as invoice.made; document.delivered unless it says otherwise' })),
  data: Type.Optional(Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 2000 }), { maxProperties: 60 }))
}, { additionalProperties: false })
type Act = Static<typeof Act>

/** The receiver was not ready; the same request may do better later: https://www.rfc-editor.org/rfc/rfc9110#name-client-error-4xx */
const LATER = new Set([408, 425, 429])

/**
 * Posts the files and some texts as JSON, signed by the rules of Standard Webhooks (https://www.standardwebhooks.com). `webhook-id` is the key of the
 * delivery: a receiver that has seen it answers 2xx and does nothing, so a repetition doubles nothing. Files are base64, with their SHA-256.
 */
export const webhook: Connector<Settings, Act> = {
  name: 'webhook',
  label: both('Webhook', 'Webhook'),
  settings: Settings,
  secrets: [{ name: 'signingSecret', label: both('the signing secret', '署名シークレット') }],
  act: Act,
  // Whatever it answers to HEAD, there is somebody who answers.
  check: async (call) => { await send(call, { method: 'HEAD' }) },
  deliver: async (call, delivery) => {
    const body = JSON.stringify(write(delivery))
    const { status } = await send(call, { method: 'POST', headers: { 'content-type': 'application/json', ...sign(call, delivery.key, body) }, body })
    if (status >= 200 && status < 300) return { status }
    if (status >= 500 || LATER.has(status)) throw new DeliveryFailed(hostOf(call), `HTTP ${status}`)
    throw new DeliveryRefused(hostOf(call), `HTTP ${status}`)
  }
}

function write ({ act: { type = 'document.delivered', data = {} }, at, files }: Delivery<Act>) {
  return {
    type,
    timestamp: at.toISOString(),
    data: { ...data, files: files.map(({ name, type: contentType, bytes }) => ({ name, contentType, size: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex'), content: Buffer.from(bytes).toString('base64') })) }
  }
}

/** The moment of this try: receivers take no older one than some minutes. */
function sign ({ secrets: { signingSecret = '' } }: Call<Settings>, id: string, body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const key = signingSecret.startsWith('whsec_') ? Buffer.from(signingSecret.slice(6), 'base64') : Buffer.from(signingSecret)
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}` }
}

/** Nothing is known of what the receiver did when the line broke; sent again with the same id it is safe either way. */
async function send (call: Call<Settings>, request: { method: 'HEAD' | 'POST', headers?: Record<string, string>, body?: string }): Promise<{ status: number }> {
  try {
    return await call.reach.fetch({ url: call.settings.url, ...request })
  } catch (error) {
    const { code, args: [, reason] = [] } = error as { code?: string, args?: unknown[] }
    if (code !== 'CHOHYO_OUTSIDE_FAILED') throw error
    throw new DeliveryFailed(hostOf(call), String(reason), { cause: error })
  }
}

function hostOf ({ settings }: Call<Settings>): string {
  return new URL(settings.url).host
}
