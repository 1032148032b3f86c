import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { openChrome } from '../server/io/chrome.ts'
import type { Chrome, ChromeOptions } from '../server/io/chrome.ts'
import type { Print } from '../server/io/print.ts'

/** Shared by all tests of one user: unpacking the browser takes seconds. */
export const chromeDir = join(tmpdir(), `chohyo-test-${process.getuid?.() ?? 0}`, 'chrome')

/** A Chrome as the service opens it, closed when the test ends. */
export async function openTestChrome (t: { teardown: (close: () => Promise<void>) => void }, options: Partial<ChromeOptions> = {}): Promise<Chrome> {
  const chrome = await openChrome({ dir: chromeDir, pages: 1, log: pino({ level: 'silent' }), requireIsolation: false, ...options })
  t.teardown(async () => await chrome.close())
  return chrome
}

/** A Chrome that is started by the first print: many tests of a service print nothing, and it takes a second. */
export async function openLateChrome (options: ChromeOptions): Promise<Chrome> {
  let opened: Promise<Chrome> | undefined
  return {
    printPdf: async (print) => (await (opened ??= openChrome(options))).printPdf(print),
    about: () => { throw new Error('Chrome is not started yet: ask testService for { chrome: "at once" }') },
    close: async () => (await opened?.catch(() => undefined))?.close()
  }
}

/** A small document; `print({ body: '…' })` for one like it. */
export function print (print: Partial<Print> = {}): Print {
  return { release: 'test', lang: 'ja', title: '御見積書', head: '@page { size: A4; margin: 20mm }', body: '<p>御見積書</p>', assets: new Map(), ...print }
}
