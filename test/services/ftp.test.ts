import { randomBytes } from 'node:crypto'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { ftp } from '../../server/services/ftp.ts'
import { cutWire, type Cut } from './peers/cut-wire.ts'
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
  return { root, wire, call, list: (): string[] => readdirSync(join(root, 'in'), { encoding: 'utf8' }) }
}

t.test('files come under their names, whole, in the folder of the day', async (t) => {
  const { root, call, wire } = await open(t)
  const large = randomBytes(2_000_001)
  const reference = await ftp.deliver(call(), delivery({ folder: '2026/請求書' }, [letter('見積書 (1).pdf'), letter('b.pdf', large), letter('empty.txt', '')]))
  t.same(reference, { host: '127.0.0.1', paths: '/in/2026/請求書/見積書 (1).pdf\n/in/2026/請求書/b.pdf\n/in/2026/請求書/empty.txt' })
  t.same(readdirSync(join(root, 'in/2026/請求書')).sort(), ['b.pdf', 'empty.txt', '見積書 (1).pdf'])
  t.ok(readFileSync(join(root, 'in/2026/請求書/b.pdf')).equals(large))
  t.ok(wire.lines.findIndex((line) => line.startsWith('RNTO')) > wire.lines.findLastIndex((line) => line.startsWith('STOR')), 'none has its name before all are whole')
})

t.test('the same delivery again leaves one file and sends nothing', async (t) => {
  const { call, wire, list } = await open(t)
  for (const existing of ['refuse', 'replace', 'rename'] as const) {
    await ftp.deliver(call({ existing }), delivery({}, [letter('a.pdf')]))
    wire.lines.length = 0
    t.same(await ftp.deliver(call({ existing }), delivery({}, [letter('a.pdf')])), { host: '127.0.0.1', paths: '/in/a.pdf' })
    t.same(wire.lines.filter((line) => /^(STOR|RNTO)/.test(line)), [])
    t.same(list(), ['a.pdf'])
    t.match(await ftp.find?.(call({ existing }), delivery({}, [letter('a.pdf')])), { paths: '/in/a.pdf' })
  }
})

t.test('another file of that name is left, replaced or stepped aside for, as the Service says', async (t) => {
  const { root, call, list } = await open(t)
  writeFileSync(join(root, 'in/a.pdf'), '%PDF-1.7 a.pdX')
  await t.rejects(ftp.deliver(call(), delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /another file is there already: \/in\/a.pdf/ })
  t.same(list(), ['a.pdf'])
  t.match(await ftp.deliver(call({ existing: 'rename' }), delivery({}, [letter('a.pdf')])), { paths: '/in/a (2).pdf' })
  t.match(await ftp.deliver(call({ existing: 'replace' }), delivery({}, [letter('a.pdf')])), { paths: '/in/a.pdf' })
  t.same(list().sort(), ['a (2).pdf', 'a.pdf'])
  t.equal(readFileSync(join(root, 'in/a.pdf'), 'utf8'), '%PDF-1.7 a.pdf')
})

t.test('wherever the line breaks, what is said of it is true, and the next try leaves one file', async (t) => {
  for (const command of ['USER', 'PASS', 'TYPE I', 'PWD', 'SIZE /in/a.pdf', 'CWD /in', 'EPSV', 'STOR', 'SIZE /in/.chohyo', 'RNFR', 'RNTO']) {
    for (const how of ['before', 'after'] as const) {
      const { call, wire, list } = await open(t)
      const cut: Cut = (line) => line.startsWith(command) ? how : undefined
      wire.cut.now = cut
      const last = command === 'RNTO'
      await t.rejects(ftp.deliver(call(), delivery({}, [letter('a.pdf')])), { code: last ? 'CHOHYO_DELIVERY_UNKNOWN' : 'CHOHYO_DELIVERY_FAILED' }, `${how} ${command}`)
      wire.cut.now = undefined
      t.equal(list().includes('a.pdf'), last && how === 'after')
      t.equal((await ftp.find?.(call(), delivery({}, [letter('a.pdf')])))?.paths, last && how === 'after' ? '/in/a.pdf' : undefined)
      await ftp.deliver(call(), delivery({}, [letter('a.pdf')]))
      t.same(list(), ['a.pdf'])
    }
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
