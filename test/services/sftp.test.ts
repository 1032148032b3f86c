import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import { BlockList, createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { sftp } from '../../server/services/sftp.ts'
import { testFolder } from '../stores.ts'
import { connectorSuite, type Peer } from './connector-suite.ts'
import { delivery, letter, openCall } from './peers/open-call.ts'
import { startOpenssh } from './peers/openssh.ts'
import { lockedKey, startSftpServer, userKey, type Fault, type SftpServerOptions } from './peers/sftp-server.ts'

async function open (t: Test, options: SftpServerOptions = {}) {
  const server = await startSftpServer(options)
  t.teardown(() => server.close())
  const settings = { host: '127.0.0.1', port: server.port, user: 'chohyo', fingerprint: server.fingerprint, folder: '/in' }
  return { server, settings, call: (more: Partial<Parameters<typeof sftp.deliver>[0]['settings']> = {}, secrets: Record<string, string> = { password: 'secret' }) => openCall({ ...settings, ...more }, secrets) }
}

// With the extensions of OpenSSH, and with a server that knows only the protocol and answers with less than was asked for.
for (const options of [{ extensions: true }, { extensions: false, shortReads: true }]) {
  connectorSuite({
    connector: sftp,
    start: async (t) => {
      const { server, settings } = await open(t, options)
      const cut: Peer<object>['wire']['cut'] = {}
      server.fault.now = () => cut.now?.(server.seen.at(-1) ?? '', server.seen.length) as ReturnType<Fault>
      return {
        wire: { lines: server.seen, cut },
        call: ({ settings: more, secrets, ms, allowed } = {}) => openCall({ ...settings, ...more }, { password: 'secret', ...secrets }, { ...ms === undefined ? {} : { ms }, ...allowed ? { allowed } : {} }),
        kept: () => [...server.files].filter(([path]) => !path.endsWith('.part')).map(([path, bytes]) => ({ path, bytes }))
      }
    },
    act: (folder) => ({ folder }),
    at: (folder, name) => ['/in', ...folder === '' ? [] : [folder], name].join('/'),
    wrongSecrets: [{ password: 'wrong horse' }],
    nowhere: [{ folder: '/elsewhere' }],
    breaks: ['before', 'after', 'stall']
  })
}

t.test('files are on the disk before they have their names, all are whole before the first has, and nothing else is left', async (t) => {
  for (const extensions of [true, false]) {
    const { server, call } = await open(t, { extensions })
    server.files.set('/in/a.pdf', Buffer.from('theirs'))
    await sftp.deliver(call({ existing: 'replace' }), delivery({}, [letter('a.pdf'), letter('b.pdf')]))
    const last = (pattern: RegExp) => server.seen.findLastIndex((line) => pattern.test(line))
    const first = server.seen.findIndex((line) => /^(POSIX-)?RENAME/.test(line))
    t.ok(first > last(/^(WRITE|CLOSE)/) && first > last(/^FSYNC/))
    t.same([server.seen.some((line) => line.startsWith('FSYNC')), server.seen.some((line) => line.startsWith('POSIX-RENAME'))], [extensions, extensions])
    t.same([...server.files.keys()].sort(), ['/in/a.pdf', '/in/b.pdf'])
  }
})

t.test('two files of one name are never one', async (t) => {
  const { server, call } = await open(t)
  const files = [letter('a.pdf', 'one'), letter('a.pdf', 'two')]
  for (const existing of ['refuse', 'replace'] as const) await t.rejects(sftp.deliver(call({ existing }), delivery({}, files)), { code: 'CHOHYO_DELIVERY_REFUSED' })
  t.equal(server.files.size, 0)
  t.match(await sftp.deliver(call({ existing: 'rename' }), delivery({}, files)), { paths: '/in/a.pdf\n/in/a (2).pdf' })
})

t.test('only the server whose key is pinned learns who we are', async (t) => {
  const { server, call } = await open(t)
  const other = `SHA256:${'A'.repeat(43)}`
  for (const go of [() => sftp.check(call({ fingerprint: other })), () => sftp.deliver(call({ fingerprint: other }), delivery({}))]) {
    const error = await go().then(() => { throw new Error('it went through') }, (error: Error & { code: string }) => error)
    t.equal(error.code, 'CHOHYO_DELIVERY_REFUSED')
    t.ok(error.message.includes(`its host key is ${server.fingerprint}`), 'and the one that was seen is told')
  }
  t.same([server.logins, server.seen], [[], []])
})

t.test('a password or a key opens, a wrong one is refused and does not stand in the sentence', async (t) => {
  const { server, call } = await open(t, { publicKey: userKey.public })
  await sftp.check(call())
  await sftp.check(call({}, { privateKey: userKey.private }))
  t.same(server.logins, ['password', 'publickey'])
  const wrong: Array<Record<string, string>> = [{ password: 'wrong secret' }, { privateKey: lockedKey, passphrase: 'open sesame' }, { privateKey: lockedKey, passphrase: 'nonsense' }, { privateKey: lockedKey }, { privateKey: 'nonsense' }, {}]
  for (const secrets of wrong) {
    const error = await sftp.check(call({}, secrets)).then(() => { throw new Error('it went through') }, (error: Error & { code: string }) => error)
    t.equal(error.code, 'CHOHYO_DELIVERY_REFUSED', error.message)
    t.notMatch(error.message, /wrong secret|sesame|nonsense|BEGIN/)
  }
  t.equal(server.logins.length, 2)
})

t.test('what a record says leads no further than the folder of the Service', async (t) => {
  const { server, call } = await open(t)
  for (const folder of ['..', 'a/../..', './a', 'a\\b', 'a\n', '\u202e']) await t.rejects(sftp.deliver(call(), delivery({ folder })), { code: 'CHOHYO_DELIVERY_REFUSED' }, JSON.stringify(folder))
  for (const name of ['../a.pdf', '..', '', 'a/b.pdf', 'a\u0000.pdf', '\ud800.pdf']) await t.rejects(sftp.deliver(call(), delivery({}, [letter(name)])), { code: 'CHOHYO_DELIVERY_REFUSED' }, JSON.stringify(name))
  await t.rejects(sftp.deliver(call(), delivery({}, [])), { code: 'CHOHYO_DELIVERY_REFUSED' })
  t.same(server.seen, [])
  await sftp.deliver(call(), delivery({ folder: '//a//' }, [letter('x.pdf')]))
  t.same([...server.files.keys()], ['/in/a/x.pdf'])
})

t.test('a file that a receiver takes away is not written again', async (t) => {
  const { server, call } = await open(t)
  server.fault.now = (request) => request === 'RENAME' ? 'after' : undefined
  await t.rejects(sftp.deliver(call(), delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_UNKNOWN' })
  server.fault.now = undefined
  server.files.clear()
  await t.rejects(async () => sftp.find?.(call({ collected: true }), delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_UNKNOWN' })
  t.equal(await sftp.find?.(call(), delivery({}, [letter('a.pdf')])), null, 'where files stay, one that is not there has not come')
  const two = [letter('a.pdf'), letter('b.pdf')]
  server.fault.now = (request, path) => request === 'RENAME' && path === '/in/b.pdf' ? 'stall' : undefined
  await t.rejects(sftp.deliver({ ...call({ collected: true }), signal: AbortSignal.timeout(300) }, delivery({}, two)), { code: 'CHOHYO_DELIVERY_UNKNOWN' })
  server.files.clear()
  server.fault.now = (request, path) => request === 'RENAME' && path === '/in/b.pdf' ? 8 : undefined
  await t.rejects(sftp.deliver(call({ collected: true }), delivery({}, two)), { code: 'CHOHYO_DELIVERY_REFUSED' })
})

t.test('what the server says decides whether it is tried again', async (t) => {
  const { server, call } = await open(t)
  const cases: Array<[string, number, string]> = [['OPEN', 3, 'CHOHYO_DELIVERY_REFUSED'], ['WRITE', 4, 'CHOHYO_DELIVERY_FAILED'], ['RENAME', 4, 'CHOHYO_DELIVERY_REFUSED'], ['RENAME', 3, 'CHOHYO_DELIVERY_REFUSED'], ['STAT', 3, 'CHOHYO_DELIVERY_REFUSED']]
  for (const [wanted, answer, code] of cases) {
    server.fault.now = (request) => request === wanted ? answer : undefined
    await t.rejects(sftp.deliver(call(), delivery({}, [letter('a.pdf')])), { code }, `${wanted} ${answer}`)
    server.fault.now = undefined
    if (code === 'CHOHYO_DELIVERY_REFUSED') t.same([...server.files.keys()], [], 'and nothing half is left')
    server.files.clear()
  }
})

t.test('a server that is not there, says nothing, or lies in our own network', async (t) => {
  const { call } = await open(t)
  await t.rejects(sftp.deliver(call({ port: 1 }), delivery({})), { code: 'CHOHYO_DELIVERY_FAILED', message: /ECONNREFUSED/ })
  const { settings } = await open(t)
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  t.teardown(() => { silent.close() })
  await t.rejects(sftp.deliver(openCall({ ...settings, port: (silent.address() as AddressInfo).port }, { password: 'secret' }, { ms: 300 }), delivery({})), { code: 'CHOHYO_DELIVERY_FAILED' })
  await t.rejects(sftp.deliver(openCall(settings, { password: 'secret' }, { allowed: new BlockList() }), delivery({})), { code: 'CHOHYO_OUTSIDE_REFUSED' })
})

t.test('OpenSSH understands all of it', async (t) => {
  const openssh = await startOpenssh(t)
  if (openssh === undefined) { t.comment('OpenSSH cannot be had here'); return }
  const folder = await testFolder(t)
  const call = (existing: 'refuse' | 'replace' | 'rename') => openCall({ ...openssh, host: '127.0.0.1', user: 'chohyo', folder, existing }, { password: 'any' })
  const [large, small] = [letter('b.pdf', randomBytes(3_000_001)), letter('見積書 (1).pdf')]
  await sftp.check(call('refuse'))
  for (let time = 1; time <= 2; time += 1) t.match(await sftp.deliver(call('refuse'), delivery({ folder: '2026/請求書' }, [large, small])), { paths: `${folder}/2026/請求書/b.pdf\n${folder}/2026/請求書/見積書 (1).pdf` })
  t.match(await sftp.find?.(call('refuse'), delivery({ folder: '2026/請求書' }, [large, small])), { paths: /b\.pdf/ })
  t.ok(readFileSync(join(folder, '2026/請求書/b.pdf')).equals(large.bytes))
  const other = delivery({ folder: '2026/請求書' }, [letter('b.pdf', 'another')])
  await t.rejects(sftp.deliver(call('refuse'), other), { code: 'CHOHYO_DELIVERY_REFUSED' })
  t.match(await sftp.deliver(call('rename'), other), { paths: /b \(2\)\.pdf$/ })
  t.match(await sftp.deliver(call('replace'), other), { paths: /b\.pdf$/ })
  t.equal(readFileSync(join(folder, '2026/請求書/b.pdf'), 'utf8'), 'another')
  t.same(readdirSync(join(folder, '2026/請求書')).sort(), ['b (2).pdf', 'b.pdf', '見積書 (1).pdf'])
})
