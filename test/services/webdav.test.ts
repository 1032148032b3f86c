import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import t, { type Test } from 'tap'
import { webdav } from '../../server/services/webdav.ts'
import { connectorSuite, type KeptFile } from './connector-suite.ts'
import { httpWire } from './peers/http-wire.ts'
import { delivery, letter, openCall } from './peers/open-call.ts'
import { startWebdavServer } from './peers/webdav-server.ts'

type Settings = Parameters<typeof webdav.deliver>[0]['settings']

async function open (t: Test) {
  const server = await startWebdavServer(t)
  const call = (more: Partial<Settings> = {}, secrets: Record<string, string> = { password: 'secret' }) => openCall<Settings>({ url: server.url, user: 'chohyo', ...more }, secrets)
  return { ...server, call, list: () => readdirSync(server.root, { encoding: 'utf8' }) }
}

connectorSuite({
  connector: webdav,
  start: async (t) => {
    const { url, root } = await startWebdavServer(t)
    const wire = await httpWire(t, Number(new URL(url).port))
    return {
      wire,
      call: ({ settings, secrets, ms, allowed } = {}) => openCall<Settings>({ url: wire.url + new URL(url).pathname, user: 'chohyo', ...settings }, { password: 'secret', ...secrets }, { ...ms === undefined ? {} : { ms }, ...allowed ? { allowed } : {} }),
      kept: (): KeptFile[] => readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile() && !one.name.endsWith('.part')).map(({ parentPath, name }) => ({ path: relative(root, join(parentPath, name)), bytes: readFileSync(join(parentPath, name)) }))
    }
  },
  act: (folder) => ({ folder }),
  at: join,
  wrongSecrets: [{ password: 'wrong horse' }],
  nowhere: []
})

t.test('none has its name before all are whole, and nothing else is left', async (t) => {
  const { call, seen, list } = await open(t)
  await webdav.deliver(call(), delivery({}, [letter('a.pdf'), letter('b.pdf')]))
  t.ok(seen.findIndex((line) => line.startsWith('MOVE')) > seen.findLastIndex((line) => line.startsWith('PUT')))
  t.same(list().sort(), ['a.pdf', 'b.pdf'])
})

t.test('a file that comes between looking and moving is not overwritten', async (t) => {
  const { root, call, list, fault } = await open(t)
  fault.now = (line) => { if (line.startsWith('MOVE')) writeFileSync(join(root, 'a.pdf'), 'theirs'); return undefined }
  await t.rejects(webdav.deliver(call(), delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /HTTP 412/ })
  t.same(list(), ['a.pdf'])
  t.equal(readFileSync(join(root, 'a.pdf'), 'utf8'), 'theirs')
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
