import { randomBytes } from 'node:crypto'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { webdav } from '../../server/services/webdav.ts'
import { delivery, letter, openCall } from './peers/open-call.ts'
import { startWebdavServer, type Fault } from './peers/webdav-server.ts'

type Settings = Parameters<typeof webdav.deliver>[0]['settings']

async function open (t: Test) {
  const server = await startWebdavServer(t)
  const call = (more: Partial<Settings> = {}, secrets: Record<string, string> = { password: 'secret' }) => openCall<Settings>({ url: server.url, user: 'chohyo', ...more }, secrets)
  return { ...server, call, list: () => readdirSync(server.root, { encoding: 'utf8' }) }
}

t.test('files come under their names, whole, in the folder of the day', async (t) => {
  const { root, call, seen } = await open(t)
  const large = randomBytes(3_000_001)
  const files = [letter('見積書 (1)#%&?.pdf'), letter('b.pdf', large), letter('empty.txt', '')]
  t.match(await webdav.deliver(call(), delivery({ folder: '2026/請求書' }, files)), { host: /^127.0.0.1:/, paths: '/受信 1/2026/請求書/見積書 (1)#%&?.pdf\n/受信 1/2026/請求書/b.pdf\n/受信 1/2026/請求書/empty.txt' })
  t.same(readdirSync(join(root, '2026/請求書')).sort(), ['b.pdf', 'empty.txt', '見積書 (1)#%&?.pdf'])
  t.ok(readFileSync(join(root, '2026/請求書/b.pdf')).equals(large))
  t.ok(seen.findIndex((line) => line.startsWith('MOVE')) > seen.findLastIndex((line) => line.startsWith('PUT')), 'none has its name before all are whole')
  seen.length = 0
  await webdav.deliver(call(), delivery({ folder: '2026/請求書' }, files))
  t.same(seen.filter((line) => /^(PUT|MOVE|MKCOL)/.test(line)), [], 'and again nothing is sent, large ones too')
})

t.test('another file of that name is left, replaced or stepped aside for, as the Service says', async (t) => {
  const { root, call, list } = await open(t)
  writeFileSync(join(root, 'a.pdf'), '%PDF-1.7 a.pdX')
  await t.rejects(webdav.deliver(call(), delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /another file is there already: \/受信 1\/a.pdf/ })
  t.same(list(), ['a.pdf'])
  t.match(await webdav.deliver(call({ existing: 'rename' }), delivery({}, [letter('a.pdf')])), { paths: '/受信 1/a (2).pdf' })
  t.match(await webdav.deliver(call({ existing: 'replace' }), delivery({}, [letter('a.pdf')])), { paths: '/受信 1/a.pdf' })
  t.same(list().sort(), ['a (2).pdf', 'a.pdf'])
  t.equal(readFileSync(join(root, 'a.pdf'), 'utf8'), '%PDF-1.7 a.pdf')
})

t.test('a file that comes between looking and moving is not overwritten', async (t) => {
  const { root, call, list, fault } = await open(t)
  fault.now = (line) => { if (line.startsWith('MOVE')) writeFileSync(join(root, 'a.pdf'), 'theirs'); return undefined }
  await t.rejects(webdav.deliver(call(), delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /HTTP 412/ })
  t.same(list(), ['a.pdf'])
  t.equal(readFileSync(join(root, 'a.pdf'), 'utf8'), 'theirs')
})

t.test('wherever the line breaks, what is said of it is true, and the next try leaves one file', async (t) => {
  for (const at of [/^PROPFIND .*a\.pdf$/, /^PROPFIND \/受信 1\/$/, /^MKCOL/, /^PUT/, /^PROPFIND .*part$/, /^MOVE/]) {
    for (const how of ['before', 'after', 503, 502] as const) {
      const { call, fault, list, root } = await open(t)
      const files = [letter('a.pdf')]
      const act = at.source.includes('MKCOL') ? { folder: 'new' } : {}
      const folder = at.source.includes('MKCOL') ? 'new/' : ''
      const there = () => readdirSync(root, { recursive: true, encoding: 'utf8' }).includes(`${folder}a.pdf`)
      const wrong: Fault = (line) => at.test(line) ? how : undefined
      fault.now = wrong
      const last = at.source.includes('MOVE') && how !== 503
      await t.rejects(webdav.deliver(call(), delivery(act, files)), { code: last ? 'CHOHYO_DELIVERY_UNKNOWN' : 'CHOHYO_DELIVERY_FAILED' }, `${how} ${at.source}`)
      fault.now = undefined
      t.equal(there(), last && how === 'after')
      t.equal((await webdav.find?.(call(), delivery(act, files)))?.paths, there() ? '/受信 1/a.pdf' : undefined)
      await webdav.deliver(call(), delivery(act, files))
      t.ok(there())
      t.same(list().filter((name) => name.startsWith('.chohyo')), [], 'nothing else is left')
    }
  }
})

t.test('a file that a receiver takes away is not written again', async (t) => {
  const { root, call, fault } = await open(t)
  fault.now = (line) => line.startsWith('MOVE') ? 'after' : undefined
  await t.rejects(webdav.deliver(call(), delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_UNKNOWN' })
  fault.now = undefined
  rmSync(join(root, 'a.pdf'))
  await t.rejects(async () => webdav.find?.(call({ collected: true }), delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_UNKNOWN' })
})

t.test('a wrong password, a missing folder and a redirect are refused; a check leaves nothing', async (t) => {
  const { url, call, list, fault } = await open(t)
  await webdav.check(call())
  const error = await webdav.check(call({}, { password: 'wrong horse' })).then(() => { throw new Error('it went through') }, (error: Error & { code: string }) => error)
  t.match(error, { code: 'CHOHYO_DELIVERY_REFUSED', message: /HTTP 401/ })
  t.notMatch(error.message, /horse/)
  await t.rejects(webdav.check(call({ url: `${url}elsewhere` })), { code: 'CHOHYO_DELIVERY_REFUSED', message: /no folder \/受信 1\/elsewhere/ })
  await t.rejects(webdav.check(call({ url: 'http://127.0.0.1:1/%zz' })), { code: 'CHOHYO_DELIVERY_FAILED', message: /ECONNREFUSED/ })
  for (const status of [302, 403, 405, 507, 423]) {
    fault.now = (line) => line.startsWith('PUT') ? status : undefined
    await t.rejects(webdav.deliver(call(), delivery({})), { code: status === 507 || status === 423 ? 'CHOHYO_DELIVERY_FAILED' : 'CHOHYO_DELIVERY_REFUSED' }, String(status))
  }
  fault.now = (line) => line.startsWith('PROPFIND') ? 200 : undefined
  await t.rejects(webdav.check(call()), { code: 'CHOHYO_DELIVERY_REFUSED' }, 'a web server that is none of WebDAV')
  t.same(list(), [])
})
