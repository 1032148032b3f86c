import { createHash, createHmac } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { DeliveryRefused } from '../errors.ts'
import { both } from '../errors-ja.ts'
import { askHttp, type HttpRequest } from './ask-http.ts'
import type { Call, Connector, Delivery } from './connector.ts'
import { packForm } from './pack-form.ts'
import { authoritySetting, trustAuthority } from './trust-authority.ts'
import { urlSetting } from './url-setting.ts'

const Settings = Type.Object({
  url: urlSetting('address, beginning with https://'),
  format: Type.Optional(Type.Union([Type.Literal('json'), Type.Literal('multipart')], { description: 'json, with the files in base64, or multipart, with the files as they are' })),
  authority: authoritySetting
}, { additionalProperties: false })
type Settings = Static<typeof Settings>

const Act = Type.Object({
  type: Type.Optional(Type.String({ maxLength: 120, description: 'name of the event, such as invoice.made; document.delivered unless it says otherwise' })),
  data: Type.Optional(Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 2000 }), { maxProperties: 60, description: 'texts that go along, by their names' }))
}, { additionalProperties: false })
type Act = Static<typeof Act>

/**
 * Posts the files and some texts, signed by the rules of Standard Webhooks (https://www.standardwebhooks.com). `webhook-id` is the key of the delivery: a
 * receiver that has seen it answers 2xx and does nothing, so a repetition doubles nothing and is what follows on a lost answer.
 *
 * json: `{ type, timestamp, data: { …texts, files: [{ name, contentType, size, sha256, content }] } }`, content in base64. multipart: the same without
 * content as the part `event`, and the files as parts `file`, in that order.
 */
export const webhook: Connector<Settings, Act> = {
  name: 'webhook',
  label: both('Webhook', 'Webhook'),
  settings: Settings,
  secrets: [{ name: 'signingSecret', label: both('the signing secret', '署名シークレット') }],
  act: Act,
  // Whatever it answers to HEAD, there is somebody who answers.
  check: async ({ reach, settings: { url, authority } }) => { await askHttp(trustAuthority(reach, authority), { url, method: 'HEAD' }) },
  deliver: async (call, delivery) => {
    const { type, body } = await write(call.settings, delivery)
    const request: HttpRequest = { url: call.settings.url, method: 'POST', headers: { 'content-type': type, ...sign(call, delivery.key, body) }, body }
    const { status } = await askHttp(trustAuthority(call.reach, call.settings.authority), request)
    if (status < 200 || status > 299) throw new DeliveryRefused(new URL(call.settings.url).host, `HTTP ${status}`)
    return { status }
  }
}

async function write ({ format = 'json' }: Settings, { act: { type = 'document.delivered', data = {} }, at, files }: Delivery<Act>): Promise<{ type: string, body: Buffer }> {
  const event = (more: (bytes: Uint8Array) => object) => JSON.stringify({
    type,
    timestamp: at.toISOString(),
    data: { ...data, files: files.map(({ name, type: contentType, bytes }) => ({ name, contentType, size: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex'), ...more(bytes) })) }
  })
  if (format === 'multipart') return packForm([['event', event(() => ({}))], ...files.map((file): ['file', typeof file] => ['file', file])])
  return { type: 'application/json', body: Buffer.from(event((bytes) => ({ content: Buffer.from(bytes).toString('base64') }))) }
}

/** The moment of this try: receivers take no older one than some minutes. */
function sign ({ secrets: { signingSecret = '' } }: Call<Settings>, id: string, body: Buffer): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const key = signingSecret.startsWith('whsec_') ? Buffer.from(signingSecret.slice(6), 'base64') : Buffer.from(signingSecret)
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}` }
}
