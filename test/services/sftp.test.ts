import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { BlockList, createServer, type AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { sftp } from '../../server/services/sftp.ts'
import { delivery, letter, openCall } from './peers/open-call.ts'
import { lockedKey, startSftpServer, userKey, type Fault, type SftpServerOptions } from './peers/sftp-server.ts'

async function open (t: Test, options: SftpServerOptions = {}) {
  const server = await startSftpServer(options)
  t.teardown(() => server.close())
  const settings = { host: '127.0.0.1', port: server.port, user: 'chohyo', fingerprint: server.fingerprint, folder: '/in' }
  return { server, settings, call: (more: Partial<Parameters<typeof sftp.deliver>[0]['settings']> = {}, secrets: Record<string, string> = { password: 'secret' }) => openCall({ ...settings, ...more }, secrets) }
}

t.test('files come under their names, whole, in the folder of the day', async (t) => {
  const { server, call } = await open(t)
  const large = randomBytes(3_000_001)
  const reference = await sftp.deliver(call(), delivery({ folder: '2026/請求書' }, [letter('見積書 (1).pdf'), letter('b.pdf', large), letter('empty.txt', '')]))
  t.same(reference, { host: '127.0.0.1', paths: '/in/2026/請求書/見積書 (1).pdf\n/in/2026/請求書/b.pdf\n/in/2026/請求書/empty.txt' })
  t.same([...server.files.keys()], ['/in/2026/請求書/見積書 (1).pdf', '/in/2026/請求書/b.pdf', '/in/2026/請求書/empty.txt'])
  t.ok(server.files.get('/in/2026/請求書/b.pdf')?.equals(large))
  const synced = server.seen.findIndex((line) => line.startsWith('FSYNC'))
  t.ok(synced > 0 && synced < server.seen.findIndex((line) => line.startsWith('RENAME')), 'on the disk before it has its name')
})

t.test('the same delivery again leaves one file and sends nothing', async (t) => {
  const { server, call } = await open(t, { shortReads: true })
  const files = [letter('a.pdf', randomBytes(100_000))]
  for (const existing of ['refuse', 'replace', 'rename'] as const) {
    await sftp.deliver(call({ existing }), delivery({}, files))
    server.seen.length = 0
    t.same(await sftp.deliver(call({ existing }), delivery({}, files)), { host: '127.0.0.1', paths: '/in/a.pdf' })
    t.same(server.seen.filter((line) => /^(WRITE|RENAME|POSIX)/.test(line)), [])
    t.equal(server.files.size, 1)
    t.match(await sftp.find?.(call({ existing }), delivery({}, files)), { paths: '/in/a.pdf' })
  }
})

t.test('another file of that name is left, replaced or stepped aside for, as the Service says', async (t) => {
  for (const extensions of [true, false]) {
    const { server, call } = await open(t, { extensions })
    server.files.set('/in/a.pdf', Buffer.from('%PDF-1.7 a.pdX'))
    await t.rejects(sftp.deliver(call(), delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /another file is there already: \/in\/a.pdf/ })
    t.same([...server.files.keys()], ['/in/a.pdf'])
    t.match(await sftp.deliver(call({ existing: 'rename' }), delivery({}, [letter('a.pdf')])), { paths: '/in/a (2).pdf' })
    t.match(await sftp.deliver(call({ existing: 'replace' }), delivery({}, [letter('a.pdf')])), { paths: '/in/a.pdf' })
    t.same([...server.files].map(([path, bytes]) => `${path} ${bytes.toString()}`).sort(), ['/in/a (2).pdf %PDF-1.7 a.pdf', '/in/a.pdf %PDF-1.7 a.pdf'])
    t.equal(server.seen.some((line) => line.startsWith('POSIX-RENAME')), extensions)
  }
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

t.test('a check looks for the folder and leaves nothing', async (t) => {
  const { server, call } = await open(t)
  await sftp.check(call())
  await t.rejects(sftp.check(call({ folder: '/elsewhere' })), { code: 'CHOHYO_DELIVERY_REFUSED', message: /no folder \/elsewhere/ })
  t.same([server.files.size, server.folders.size], [0, 2])
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

t.test('wherever the line breaks, what is said of it is true, and the next try leaves one file', async (t) => {
  const requests: Array<[string, RegExp]> = [['STAT', /^\/in\/a.pdf$/], ['STAT', /^\/in$/], ['MKDIR', /./], ['OPEN', /part$/], ['WRITE', /part$/], ['FSYNC', /part$/], ['CLOSE', /part$/], ['STAT', /part$/], ['RENAME', /a.pdf$/]]
  for (const [wanted, at] of requests) {
    for (const how of ['cut', 'cut-after'] as const) {
      const { server, call } = await open(t)
      const act = wanted === 'MKDIR' ? { folder: 'new' } : {}
      const path = wanted === 'MKDIR' ? '/in/new/a.pdf' : '/in/a.pdf'
      const fault: Fault = (request, where) => request === wanted && at.test(where) ? how : undefined
      server.fault.now = fault
      const last = wanted === 'RENAME'
      // The size is the answer to STAT, not a status: there only the first way of breaking exists.
      if (how === 'cut-after' && wanted !== 'MKDIR' && wanted !== 'WRITE' && wanted !== 'FSYNC' && wanted !== 'CLOSE' && !last) continue
      await t.rejects(sftp.deliver(call(), delivery(act, [letter('a.pdf')])), { code: last ? 'CHOHYO_DELIVERY_UNKNOWN' : 'CHOHYO_DELIVERY_FAILED' }, `${wanted} ${how}`)
      server.fault.now = undefined
      t.equal(server.files.has(path), last && how === 'cut-after')
      t.equal((await sftp.find?.(call(), delivery(act, [letter('a.pdf')])))?.paths, server.files.has(path) ? path : undefined)
      await sftp.deliver(call(), delivery(act, [letter('a.pdf')]))
      t.same([...server.files.keys()], [path])
    }
  }
})

t.test('a file that a receiver takes away is not written again', async (t) => {
  const { server, call } = await open(t)
  server.fault.now = (request) => request === 'RENAME' ? 'cut-after' : undefined
  await t.rejects(sftp.deliver(call(), delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_UNKNOWN' })
  server.fault.now = undefined
  server.files.clear()
  await t.rejects(async () => sftp.find?.(call({ collected: true }), delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_UNKNOWN' })
  t.equal(await sftp.find?.(call(), delivery({}, [letter('a.pdf')])), null, 'where files stay, one that is not there has not come')
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
