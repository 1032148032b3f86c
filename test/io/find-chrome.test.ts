import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import t from 'tap'
import { findChrome } from '../../server/io/find-chrome.ts'
import { chromeDir } from '../chrome.ts'

const log = pino({ level: 'silent' })

t.test('CHROME_PATH comes first, and is never silently passed over', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'chohyo-find-'))
  t.teardown(async () => await rm(dir, { recursive: true }))
  for (const [name, kind] of [['chrome-headless-shell', 'headless-shell'], ['chromium-headless-shell', 'headless-shell'], ['google-chrome-stable', 'full'], ['chromium', 'full']] as const) {
    await writeFile(join(dir, name), '#!/bin/sh\n', { mode: 0o755 })
    t.match(await findChrome({ path: join(dir, name), dir, log }), { path: join(dir, name), kind, from: 'CHROME_PATH' })
  }
  await chmod(join(dir, 'chromium'), 0o644)
  for (const name of ['chromium', 'missing']) {
    await t.rejects(findChrome({ path: join(dir, name), dir, log }), { code: 'CHOHYO_CHROME_UNAVAILABLE', message: new RegExp(`CHROME_PATH is set to ${name}`) })
  }
})

t.test('without it there is a browser on every system we ship for', async (t) => {
  const found = await findChrome({ dir: chromeDir, log })
  t.match(found, { path: String, kind: String, from: /^(puppeteer cache|system|shipped)$/ })
})
