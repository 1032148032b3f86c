import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pino from 'pino'
import t from 'tap'
import { findChrome } from '../../server/io/find-chrome.ts'
import { PATH, browserPlaces, isolateChrome } from '../../server/io/isolate-chrome.ts'
import type { Isolation } from '../../server/io/isolate-chrome.ts'
import { chromeDir, openTestChrome } from '../chrome.ts'

const run = promisify(execFile)
const found = await findChrome({ dir: chromeDir, log: pino({ level: 'silent' }) })
const toIsolate = { chrome: found.path, libraries: found.libraries, places: browserPlaces(found.path, found.path), dir: chromeDir }

/** Runs a line of shell where Chrome would run. */
async function inside (isolation: Isolation, line: string): Promise<string> {
  const [...prefix] = isolation.prefix.slice(0, -1)
  const { stdout } = await run(isolation.command, [...prefix, 'sh', '-c', line], { env: { PATH } })
  return stdout.trim()
}

t.test('Chrome has a closed root where the system allows it', async (t) => {
  const isolation = await isolateChrome(toIsolate)
  if (!isolation.closed) {
    t.comment(`this system does not allow it: ${isolation.warnings.join('; ')}`)
    t.not(isolation.warnings.length, 0)
    return
  }
  t.equal(await inside(isolation, 'id -u'), String(isolation.uid))
  t.not(isolation.uid, 0, 'never root')
  t.equal(await inside(isolation, 'tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d " "'), 'lo', 'no network interface but loopback')
  t.equal(await inside(isolation, 'tail -n +2 /proc/net/route'), '', 'no route')
  for (const path of ['/etc/passwd', '/root', '/home', '/var', '/usr/local', fileURLToPath(import.meta.url), join(chromeDir, 'fonts')]) {
    t.equal(await inside(isolation, `test -e '${path}' && echo there || echo no`), 'no', `${path} is not there`)
  }
  t.equal(await inside(isolation, `test -r '${found.path}' && echo there || echo no`), 'there')
  t.equal(await inside(isolation, `touch '${dirname(found.path)}/x' /usr/bin/x 2>/dev/null && echo written || echo refused`), 'refused', 'nothing to write but its own /tmp')
  t.ok(Number(await inside(isolation, 'ls /proc | grep -c "^[0-9]"')) < 10, 'it sees no other process')
  t.equal(isolation.sandbox, await inside(isolation, 'unshare --user true && echo yes || echo no') === 'yes')
})

t.test('a browser below a folder closed to others runs all the same', async (t) => {
  const home = await mkdtemp(join(tmpdir(), 'chohyo-home-'))
  t.teardown(async () => await rm(home, { recursive: true }))
  await mkdir(join(home, 'browser'))
  await writeFile(join(home, 'browser', 'chrome'), '#!/bin/sh\necho version 1\n')
  await chmod(join(home, 'browser', 'chrome'), 0o755)
  await chmod(home, 0o700)
  const open = await isolateChrome(toIsolate)
  const isolation = await isolateChrome({ chrome: join(home, 'browser', 'chrome'), places: [join(home, 'browser')], dir: home })
  t.equal(isolation.closed, open.closed)
  t.equal(isolation.uid, open.uid)
})

t.test('where namespaces cannot be had, it says so', async (t) => {
  const isolation = await isolateChrome({ ...toIsolate, places: ['/not/there'] })
  t.notOk(isolation.closed)
  t.match(isolation.warnings[0], /^closed root.* is not possible here \(.+\)$/)
})

t.test('a browser that does not run at all is refused with what it lacks', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'chohyo-none-'))
  t.teardown(async () => await rm(dir, { recursive: true }))
  await writeFile(join(dir, 'chrome'), '#!/bin/sh\necho "chrome: libnss3.so: cannot open" >&2\nexit 127\n', { mode: 0o755 })
  await t.rejects(isolateChrome({ chrome: join(dir, 'chrome'), places: [dir], dir }), { code: 'CHOHYO_CHROME_UNAVAILABLE', message: /libnss3/ })
})

t.test('where user namespaces are forbidden, isolation can be required or done without', async (t) => {
  const source = `import { openChrome } from ${JSON.stringify(new URL('../../server/io/chrome.ts', import.meta.url).href)}
    import pino from ${JSON.stringify(import.meta.resolve('pino'))}
    const options = { dir: ${JSON.stringify(chromeDir)}, pages: 1, log: pino({ level: 'silent' }) }
    const refusal = await openChrome({ ...options, requireIsolation: true }).then(() => 'opened', ({ code, message }) => code + ' ' + message)
    const chrome = await openChrome({ ...options, requireIsolation: false })
    const { pages } = await chrome.printPdf({ release: 'a', lang: 'ja', title: '', head: '', body: 'x', assets: new Map() })
    console.log(JSON.stringify({ refusal, pages, about: chrome.about() }))
    await chrome.close()`
  const forbidden = ['--user', '--map-root-user', 'sh', '-c', 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"', 'sh']
  const child = spawn('unshare', [...forbidden, process.execPath, '--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] })
  const out = await text(child.stdout)
  if (out === '') {
    t.comment('this system has no user namespaces to forbid')
    return
  }
  const { refusal, pages, about } = JSON.parse(out) as { refusal: string, pages: number, about: { isolation: { network: boolean, files: boolean, sandbox: boolean }, warnings: string[] } }
  t.match(refusal, /^CHOHYO_CHROME_UNAVAILABLE Chrome cannot be started: it cannot be isolated on this machine/)
  t.equal(pages, 1)
  t.match(about.isolation, { network: false, files: false, sandbox: false }, 'the test page did get out: the proof can fail')
  t.ok(about.warnings.some((warning) => warning.includes('network')))
  t.ok(about.warnings.some((warning) => warning.includes('sandbox')))
})

t.test('the ordinary case is fully shut in here', async (t) => {
  const isolation = await isolateChrome(toIsolate)
  const chrome = await openTestChrome(t, { requireIsolation: isolation.closed && isolation.sandbox })
  t.match(chrome.about().isolation, { network: isolation.closed, files: isolation.closed, sandbox: isolation.sandbox, uid: isolation.uid })
})
