import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import t from 'tap'
import { findChrome } from '../../server/io/find-chrome.ts'
import { openFonts } from '../../server/io/fonts.ts'
import { browserPlaces, isolateChrome } from '../../server/io/isolate-chrome.ts'
import { descendants, launchChrome, privateMemory } from '../../server/io/launch-chrome.ts'
import { chromeDir } from '../chrome.ts'

const found = await findChrome({ dir: chromeDir, log: pino({ level: 'silent' }) })
const fonts = await openFonts(join(chromeDir, 'fonts'))
const isolation = await isolateChrome({ chrome: found.path, libraries: found.libraries, places: [...browserPlaces(found.path, found.path), ...fonts.folders, join(chromeDir, 'fonts')], dir: chromeDir })

t.test('a Chrome gets nothing of the service\'s environment, opens no port, and is gone when killed', async (t) => {
  process.env.CHOHYO_TEST_SECRET = 'a secret of the service'
  t.teardown(() => { delete process.env.CHOHYO_TEST_SECRET })
  const chrome = await launchChrome({ found, isolation, fontconfig: fonts.config, dir: chromeDir })
  t.match(chrome.version, /Chrome\/\d+/)
  const processes = await descendants(chrome.pid)
  t.ok(processes.length > 1)
  t.ok(await privateMemory(chrome.pid) > 1e6)
  // Of sandboxed processes root alone may read the environment.
  const environments = [chrome.pid, ...processes].map((pid) => read(`/proc/${pid}/environ`)).filter((text) => text !== '')
  t.ok(environments.length > 0)
  t.notOk(environments.some((text) => text.includes('CHOHYO_TEST_SECRET')))
  const command = read(`/proc/${chrome.pid}/cmdline`)
  t.match(command, /--remote-debugging-pipe/)
  t.notMatch(command, /--remote-debugging-port/)
  t.equal(command.includes('--no-sandbox'), !isolation.sandbox)
  await chrome.kill()
  t.ok(chrome.lost.signal.aborted)
  t.throws(() => execFileSync('kill', ['-0', String(chrome.pid)], { stdio: 'ignore' }))
})

t.test('a browser that stops at once is an error with a sentence, and leaves no profile', async (t) => {
  const dir = t.testdir()
  for (const closed of [true, false]) {
    await t.rejects(launchChrome({ found, isolation: { ...isolation, closed, command: '/bin/false', prefix: [] }, fontconfig: fonts.config, dir }), { code: 'CHOHYO_CHROME_UNAVAILABLE', message: /^Chrome cannot be started: / })
  }
  t.same(readdirSync(dir), [])
})

t.test('what a browser says when it fails does not name the folders of this machine', async (t) => {
  const refusal = launchChrome({ found, isolation: { ...isolation, closed: true, command: '/opt/secret/place/chrome', prefix: [] }, fontconfig: fonts.config, dir: t.testdir() })
  const { message } = await refusal.then(() => { throw new Error('it started') }, (error: Error) => error)
  t.match(message, /chrome/)
  t.notMatch(message, /secret/)
})

function read (path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
