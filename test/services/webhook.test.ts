import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { BlockList, type AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { reachOut } from '../../server/services/reach-out.ts'
import { webhook } from '../../server/services/webhook.ts'
import { makeTls } from './peers/make-tls.ts'
import { openCall } from './peers/open-call.ts'

const SECRET = Buffer.from('thirty-two bytes of some secret!')
const PDF = Buffer.from('%PDF-1.7 御見積書')
const delivery = { key: 'k7aexample', act: { type: 'invoice.made', data: { customer: '髙橋製作所' } }, files: [{ name: '御見積書.pdf', type: 'application/pdf', bytes: PDF }], at: new Date('2026-11-01T00:00:00Z') }
const allowed = new BlockList()
allowed.addSubnet('127.0.0.0', 8)

interface Got { headers: Record<string, string | string[] | undefined>, body: string }

/** A receiver that keeps what it gets, each id once, and answers as it is told. */
async function receiver (t: Test, answer: (count: number, end: (status: number) => void, cut: () => void) => void) {
  const got: Got[] = []
  const kept = new Map<string, string>()
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => { parts.push(part) }).on('end', () => {
      got.push({ headers: request.headers, body: Buffer.concat(parts).toString() })
      answer(got.length, (status) => {
        if (status < 300) kept.set(String(request.headers['webhook-id']), got.at(-1)?.body ?? '')
        response.writeHead(status).end()
      }, () => { request.socket.destroy() })
    })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  t.teardown(() => server.close())
  const call = (ms = 5000) => {
    const signal = AbortSignal.timeout(ms)
    return { settings: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` }, secrets: { signingSecret: `whsec_${SECRET.toString('base64')}` }, signal, reach: reachOut({ allowed, signal, http: true }) }
  }
  return { got, kept, call, close: () => server.close() }
}

t.test('what arrives is signed as Standard Webhooks has it, with the files and their hashes', async (t) => {
  const { got, call } = await receiver(t, (_count, end) => { end(202) })
  t.same(await webhook.deliver(call(), delivery), { status: 202 })
  const { headers, body } = got[0] as Got
  t.equal(headers['webhook-id'], delivery.key)
  t.equal(headers['webhook-signature'], `v1,${createHmac('sha256', SECRET).update(`${delivery.key}.${String(headers['webhook-timestamp'])}.${body}`).digest('base64')}`)
  t.ok(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1000) < 60, 'of now, not of the planning: receivers refuse old ones')
  t.same(JSON.parse(body), { type: 'invoice.made', timestamp: '2026-11-01T00:00:00.000Z', data: { customer: '髙橋製作所', files: [{ name: '御見積書.pdf', contentType: 'application/pdf', size: PDF.length, sha256: createHash('sha256').update(PDF).digest('hex'), content: PDF.toString('base64') }] } })
})

t.test('files may come as parts of a form, signed like the rest', async (t) => {
  const { got, call } = await receiver(t, (_count, end) => { end(200) })
  const { settings, ...rest } = call()
  await webhook.deliver({ ...rest, settings: { ...settings, format: 'multipart' } }, delivery)
  const { headers, body } = got[0] as Got
  t.equal(headers['webhook-signature'], `v1,${createHmac('sha256', SECRET).update(`${delivery.key}.${String(headers['webhook-timestamp'])}.${body}`).digest('base64')}`)
  const form = await new Response(body, { headers: { 'content-type': String(headers['content-type']) } }).formData()
  t.match(JSON.parse(form.get('event') as string), { type: 'invoice.made', data: { customer: '髙橋製作所', files: [{ name: '御見積書.pdf', size: PDF.length, sha256: createHash('sha256').update(PDF).digest('hex') }] } })
  const file = form.get('file') as File
  t.match({ name: file.name, type: file.type, text: await file.text() }, { name: '御見積書.pdf', type: 'application/pdf', text: PDF.toString() })
})

t.test('a server with a certificate of the company is trusted when its authority is named, and no other is then', async (t) => {
  const [ours, strange] = [await makeTls(t), await makeTls(t)]
  const server = createTlsServer(ours, (request, response) => { request.resume().on('end', () => { response.writeHead(200).end() }) }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  const deliver = (authority?: string) => webhook.deliver(openCall({ url, ...authority === undefined ? {} : { authority } }, { signingSecret: 'quokka of many words' }), delivery)
  t.same(await deliver(ours.cert), { status: 200 })
  await t.rejects(deliver(), { code: 'CHOHYO_DELIVERY_FAILED', message: /SELF_SIGNED/ })
  await t.rejects(deliver(strange.cert), { code: 'CHOHYO_DELIVERY_FAILED' })
})

t.test('a receiver that says no is not asked again; one that is not ready is', async (t) => {
  for (const [status, code] of [[400, 'REFUSED'], [401, 'REFUSED'], [404, 'REFUSED'], [410, 'REFUSED'], [301, 'REFUSED'], [408, 'FAILED'], [429, 'FAILED'], [500, 'FAILED'], [503, 'FAILED']] as const) {
    const { call } = await receiver(t, (_count, end) => { end(status) })
    await t.rejects(webhook.deliver(call(), delivery), { code: `CHOHYO_DELIVERY_${code}`, message: new RegExp(`HTTP ${status}`) }, String(status))
  }
})

t.test('whatever breaks the line, the same id is sent again, and the receiver has it once', async (t) => {
  const { got, kept, call } = await receiver(t, (count, end, cut) => {
    if (count === 1) cut()
    else if (count > 2) end(200)
  })
  await t.rejects(webhook.deliver(call(), delivery), { code: 'CHOHYO_DELIVERY_FAILED' }, 'cut off after all was sent')
  await t.rejects(webhook.deliver(call(300), delivery), { code: 'CHOHYO_DELIVERY_FAILED' }, 'no answer in time')
  await webhook.deliver(call(), delivery)
  await webhook.deliver(call(), delivery)
  t.equal(got.length, 4)
  t.same([...kept.keys()], [delivery.key])
})

t.test('nobody there is a failure, and an address of our own network is no address', async (t) => {
  const { call, close } = await receiver(t, () => {})
  const gone = call()
  close()
  await t.rejects(webhook.check(gone), { code: 'CHOHYO_DELIVERY_FAILED', message: /ECONNREFUSED/ })
  await t.rejects(webhook.deliver({ ...gone, settings: { url: 'http://192.168.1.1/' } }, delivery), { code: 'CHOHYO_OUTSIDE_REFUSED' })
})
