import { once } from 'node:events'
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import puppeteer from 'puppeteer'
import type { Browser, CDPSession } from 'puppeteer'
import { ChromeUnavailable } from '../errors.ts'
import type { FoundChrome } from './find-chrome.ts'
import { PATH } from './isolate-chrome.ts'
import type { Isolation } from './isolate-chrome.ts'

export interface Launch { found: FoundChrome, isolation: Isolation, fontconfig: string, dir: string }

export interface LaunchedChrome {
  version: string
  /** Process id of the outermost process: its group and its namespaces end with it. */
  pid: number
  /** A session of the browser itself, for `Target.createTarget` and the like. */
  root: CDPSession
  browser: Browser
  /** Aborted when the browser has gone or one of its pages has crashed: it is to be replaced. */
  lost: AbortController
  /** Returns when it is gone. */
  kill: () => Promise<void>
}

/** Milliseconds. */
const ANSWERS_WITHIN = 20_000

/** One Chrome in its isolation, spoken to over a pipe: a port could not cross the network namespace and would be an attack surface. */
export async function launchChrome ({ found, isolation, fontconfig, dir }: Launch): Promise<LaunchedChrome> {
  // In a closed root /tmp is private and vanishes with it.
  const profile = isolation.closed ? '/tmp/profile' : await mkdtemp(join(dir, 'profile-'))
  if (!isolation.closed && isolation.uid !== process.getuid?.()) await chown(profile, isolation.uid, isolation.uid)
  const defaults = await puppeteer.defaultArgs({ headless: found.kind === 'full' ? true : 'shell', userDataDir: profile })
  const browser = await puppeteer.launch({
    executablePath: isolation.command,
    ignoreDefaultArgs: true,
    args: [...isolation.prefix, ...defaults, ...flags(isolation)],
    pipe: true,
    // Watched from outside, see renderer.ts: a hung page does not answer, and these limits have been seen not to fire.
    protocolTimeout: 0,
    timeout: ANSWERS_WITHIN,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // Nothing of the service's environment: it may hold secrets.
    env: { PATH, HOME: isolation.closed ? '/tmp' : profile, TMPDIR: isolation.closed ? '/tmp' : profile, LANG: 'C.UTF-8', TZ: 'UTC', FONTCONFIG_FILE: fontconfig, LD_LIBRARY_PATH: found.libraries ?? '' }
  }).catch(async (error: Error) => {
    if (!isolation.closed) await rm(profile, { recursive: true, force: true, maxRetries: 3 })
    throw new ChromeUnavailable(firstLines(error.message) + (found.from === 'CHROME_PATH' ? '. Set CHROME_PATH to a Chrome, or unset it to use the one that came with the packages.' : ''))
  })
  const lost = new AbortController()
  browser.once('disconnected', () => lost.abort())
  const outermost = browser.process()
  if (outermost?.pid === undefined) throw new ChromeUnavailable('it has no process.')
  const pid = outermost.pid
  const kill = async (): Promise<void> => {
    const gone = outermost.exitCode !== null || outermost.signalCode !== null ? undefined : once(outermost, 'exit')
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // Already gone.
    }
    await gone
    lost.abort()
    if (isolation.closed) return
    // Processes that are just dying still write.
    for (let i = 0; i < 20 && isAlive(-pid); i++) await setTimeout(50)
    await rm(profile, { recursive: true, force: true, maxRetries: 3 }).catch(() => {})
  }
  try {
    const answers = Promise.all([browser.version(), browser.target().createCDPSession()])
    const [version, root] = await Promise.race([answers, setTimeout(ANSWERS_WITHIN, undefined, { ref: false }).then(() => { throw new Error('it does not answer.') })])
    return { version, pid, root, browser, lost, kill }
  } catch (error) {
    await kill()
    throw new ChromeUnavailable(firstLines((error as Error).message))
  }
}

function flags (isolation: Isolation): string[] {
  return [
    '--remote-debugging-pipe',
    // No GPU process: nothing is drawn on a screen, and without its libraries it only logs errors.
    '--disable-gpu', '--disable-software-rasterizer', '--in-process-gpu',
    // Glyph positions that do not depend on the machine: https://github.com/puppeteer/puppeteer/issues/2410
    '--font-render-hinting=none',
    // Behind the namespace a second wall: every request, loopback too, goes to a proxy that is not there.
    '--proxy-server=http://127.0.0.1:1', '--proxy-bypass-list=<-loopback>',
    '--no-pings', '--disable-domain-reliability', '--disable-print-preview', '--lang=ja',
    ...(isolation.sandbox ? [] : ['--no-sandbox'])
  ]
}

/** Chrome's own words go to the outside: without the folders of this machine. */
function firstLines (message: string): string {
  return message.split('\n').filter((line) => line.trim() !== '').slice(0, 3).join(' ').replace(/(?:\/[\w@.+-]+)+\//g, '…/').slice(0, 300)
}

function isAlive (pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Process ids of everything below `pid`. */
export async function descendants (pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const own = children.trim().split(' ').filter(Boolean).map(Number)
  return [...own, ...(await Promise.all(own.map(descendants))).flat()]
}

/** Private memory of a process tree in bytes, without what its processes share (statm counts pages of 4 KiB on all our systems). */
export async function privateMemory (pid: number): Promise<number> {
  const pages = await Promise.all((await descendants(pid)).map(async (child) => {
    const [, resident = 0, shared = 0] = (await readFile(`/proc/${child}/statm`, 'utf8').catch(() => '')).split(' ').map(Number)
    return resident - shared
  }))
  return pages.reduce((sum, count) => sum + count, 0) * 4096
}
