import { join } from 'node:path'
import pino from 'pino'
import t from 'tap'
import { findChrome } from '../../server/io/find-chrome.ts'
import { openFonts } from '../../server/io/fonts.ts'
import { browserPlaces, isolateChrome } from '../../server/io/isolate-chrome.ts'
import { launchChrome } from '../../server/io/launch-chrome.ts'
import { proveIsolation } from '../../server/io/prove-isolation.ts'
import { chromeDir } from '../chrome.ts'

const found = await findChrome({ dir: chromeDir, log: pino({ level: 'silent' }) })
const fonts = await openFonts(join(chromeDir, 'fonts'))
const isolation = await isolateChrome({ chrome: found.path, libraries: found.libraries, places: [...browserPlaces(found.path, found.path), ...fonts.folders, join(chromeDir, 'fonts')], dir: chromeDir })

t.test('a page that is shut in proves it', async (t) => {
  const chrome = await launchChrome({ found, isolation, fontconfig: fonts.config, dir: chromeDir })
  t.teardown(async () => await chrome.kill())
  t.same(await proveIsolation(chrome, chromeDir), { network: isolation.closed, files: isolation.closed, sandbox: isolation.sandbox })
})

t.test('a page that is not shut in is found out, though requests of the page are sent to a proxy that is not there', async (t) => {
  const open = { ...isolation, command: found.path, prefix: [], closed: false, sandbox: false, uid: process.getuid?.() ?? 0 }
  const chrome = await launchChrome({ found, isolation: open, fontconfig: fonts.config, dir: chromeDir })
  t.teardown(async () => await chrome.kill())
  t.match(await proveIsolation(chrome, chromeDir), { network: false, files: false })
})
