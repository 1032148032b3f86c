import { randomBytes } from 'node:crypto'
import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import t, { type Test } from 'tap'
import { ftp } from '../../server/services/ftp.ts'
import { connectorSuite, type KeptFile } from './connector-suite.ts'
import { cutWire } from './peers/cut-wire.ts'
import { startFtpServer } from './peers/ftp-server.ts'
import { makeTls } from './peers/make-tls.ts'
import { delivery, letter, openCall } from './peers/open-call.ts'

type Settings = Parameters<typeof ftp.deliver>[0]['settings']

async function open (t: Test) {
  const { port, root } = await startFtpServer(t)
  const wire = await cutWire(port)
  t.teardown(() => wire.close())
  const settings: Settings = { host: '127.0.0.1', port: wire.port, security: 'none', user: 'chohyo', folder: '/in' }
  const call = (more: Partial<Settings> = {}, secrets: Record<string, string> = { password: 'secret' }) => openCall({ ...settings, ...more }, secrets)
  return { root, wire, settings, call, list: (): string[] => readdirSync(join(root, 'in'), { encoding: 'utf8' }) }
}

connectorSuite({
  connector: ftp,
  start: async (t) => {
    const { root, wire, settings } = await open(t)
    return {
      wire,
      call: ({ settings: more, secrets, ms, allowed } = {}) => openCall<Settings>({ ...settings, ...more }, { password: 'secret', ...secrets }, { ...ms === undefined ? {} : { ms }, ...allowed ? { allowed } : {} }),
      kept: (): KeptFile[] => readdirSync(join(root, 'in'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile() && !one.name.endsWith('.part')).map(({ parentPath, name }) => ({ path: relative(join(root, 'in'), join(parentPath, name)), bytes: readFileSync(join(parentPath, name)) }))
    }
  },
  act: (folder) => ({ folder }),
  at: join,
  wrongSecrets: [{ password: 'wrong horse' }],
  nowhere: [{ folder: '/elsewhere' }],
  breaks: ['before', 'after']
})

t.test('none has its name before all are whole, and nothing else is left', async (t) => {
  const { call, wire, list } = await open(t)
  await ftp.deliver(call(), delivery({}, [letter('a.pdf'), letter('b.pdf')]))
  t.ok(wire.lines.findIndex((line) => line.startsWith('RNTO')) > wire.lines.findLastIndex((line) => line.startsWith('STOR')))
  t.same(list().sort(), ['a.pdf', 'b.pdf'])
})

t.test('a server that falls silent ends the patience, and what is said then is true', async (t) => {
  for (const [command, end] of [['PASS', 'FAILED'], ['STOR', 'FAILED'], ['RNFR', 'FAILED'], ['RNTO', 'UNKNOWN']] as const) {
    const { call, wire, list } = await open(t)
    wire.cut.now = (line) => line.startsWith(command) ? 'stall' : undefined
    await t.rejects(ftp.deliver({ ...call(), signal: AbortSignal.timeout(400) }, delivery({}, [letter('a.pdf')])), { code: `CHOHYO_DELIVERY_${end}` }, command)
    t.notOk(list().includes('a.pdf'))
  }
})

t.test('a file that a receiver takes away is not written again', async (t) => {
  const { root, call, wire } = await open(t)
  wire.cut.now = (line) => line.startsWith('RNTO') ? 'after' : undefined
  await t.rejects(ftp.deliver(call(), delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_UNKNOWN' })
  wire.cut.now = undefined
  rmSync(join(root, 'in/a.pdf'))
  await t.rejects(async () => ftp.find?.(call({ collected: true }), delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_UNKNOWN' })
})

t.test('a wrong password or folder is refused, and a check leaves nothing', async (t) => {
  const { call, list, wire } = await open(t)
  await ftp.check(call())
  const error = await ftp.check(call({}, { password: 'wrong horse' })).then(() => { throw new Error('it went through') }, (error: Error & { code: string }) => error)
  t.equal(error.code, 'CHOHYO_DELIVERY_REFUSED')
  t.notMatch(error.message, /horse/)
  await t.rejects(ftp.check(call({ folder: '/elsewhere' })), { code: 'CHOHYO_DELIVERY_REFUSED', message: /no folder \/elsewhere/ })
  t.same(list(), [])
  await t.rejects(ftp.check(call({ port: 1 })), { code: 'CHOHYO_DELIVERY_FAILED', message: /ECONNREFUSED/ })
  wire.lines.length = 0
  for (const folder of ['..', 'a/../..', 'a\r\nDELE x', 'a\nb']) await t.rejects(ftp.deliver(call(), delivery({ folder })), { code: 'CHOHYO_DELIVERY_REFUSED' }, JSON.stringify(folder))
  t.same(wire.lines, [], 'what a record says is no command')
})

t.test('the data goes to the server that was checked, whatever address it names', async (t) => {
  const { port, root } = await startFtpServer(t, { elsewhere: '192.0.2.1' })
  await t.rejects(ftp.deliver(openCall({ host: '127.0.0.1', port, security: 'none', user: 'chohyo', folder: '/in' }, { password: 'secret' }), delivery({})), { code: 'CHOHYO_DELIVERY_FAILED', message: /another host \(192.0.2.1\)/ })
  t.same(readdirSync(join(root, 'in')), [])
})

t.test('TLS, from the beginning or after asking; only to a certificate that fits', async (t) => {
  const tls = await makeTls(t)
  const other = await makeTls(t, 'DNS:elsewhere.example')
  for (const security of ['explicit', 'implicit'] as const) {
    const { port, root } = await startFtpServer(t, { tls, implicit: security === 'implicit' })
    for (const host of ['127.0.0.1', 'localhost']) {
      const settings: Settings = { host, port, security, user: 'chohyo', folder: '/in', authority: tls.cert }
      const name = `${host}.pdf`
      await ftp.deliver(openCall(settings, { password: 'secret' }), delivery({}, [letter(name, randomBytes(300_000))]))
      t.ok(readdirSync(join(root, 'in')).includes(name), `${security} ${host}`)
      for (const authority of [undefined, other.cert]) {
        const { authority: _, ...rest } = settings
        await t.rejects(ftp.check(openCall({ ...rest, ...authority === undefined ? {} : { authority } }, { password: 'secret' })), { code: 'CHOHYO_DELIVERY_REFUSED', message: /SELF_SIGNED|UNABLE_TO_VERIFY|CERT/ })
      }
    }
    const wrong = await startFtpServer(t, { tls: other, implicit: security === 'implicit' })
    await t.rejects(ftp.check(openCall({ host: '127.0.0.1', port: wrong.port, security, user: 'chohyo', folder: '/in', authority: other.cert }, { password: 'secret' })), { code: 'CHOHYO_DELIVERY_REFUSED', message: /ALTNAME/ }, 'a certificate for another name')
  }
})
