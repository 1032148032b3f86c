import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import type { Chrome } from '../../server/io/chrome.ts'
import { chromeDir, openTestChrome, print } from '../chrome.ts'

const NAMED = /^CHOHYO_(RENDER_TIMEOUT|RENDER_TOO_LARGE|CHROME_CRASHED)$/

/** Process ids of browsers started below this process (or the one named). */
function browsers (parent = process.pid): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n').map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? [])
  const family = new Set([parent])
  for (let size = 0; size !== family.size;) {
    size = family.size
    for (const [, pid, ppid] of rows) if (family.has(Number(ppid))) family.add(Number(pid))
  }
  return rows.filter(([, pid, , args = '']) => family.has(Number(pid)) && /--remote-debugging-pipe|--type=/.test(args)).map(([, pid]) => Number(pid))
}

function renderers (): number[] {
  return browsers().filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('--type=renderer'))
}

function kill (pids: number[]): void {
  for (const pid of pids) {
    // The death of one may take others along.
    try { process.kill(pid, 'SIGKILL') } catch {}
  }
}

async function endsByName (t: Tap, chrome: Chrome, [what, body, head]: readonly [string, string, string?]): Promise<void> {
  const started = performance.now()
  const outcome = await chrome.printPdf(print({ release: what, body, head: head ?? '@page{size:A4}', timeLimit: 600 })).then(({ pages }) => `${pages} pages`, (error: Error & { code?: string }) => error.code ?? error.message)
  // Some bombs are duds on a fast machine, or refused before; then the pages are what counts.
  t.match(outcome, outcome.endsWith('pages') ? /^\d+ pages$/ : NAMED, `${what}: ${outcome}`)
  t.ok(performance.now() - started < 12_000, `${what} ended`)
  t.equal((await chrome.printPdf(print())).pages, 1, `a document prints after ${what}`)
}
interface Tap { match: (found: string, wanted: RegExp, message: string) => void, ok: (value: boolean, message: string) => void, equal: (found: number, wanted: number, message: string) => void }

t.test('bombs end within the limit and the next document prints', async (t) => {
  const chrome = await openTestChrome(t)
  for (const bomb of [
    ['a page ten million pixels high', '<div style="height:10000000px">'],
    ['small paper', '<p>x</p>'.repeat(2000), '@page{size:21mm 21mm;margin:10mm}'],
    ['a heavy SVG filter', '<svg width=2000 height=2000><filter id=f><feMorphology operator=dilate radius=500 /></filter><rect width=2000 height=2000 filter=url(#f) /></svg>'],
    ['5,000 blurred boxes', '<div style="filter:blur(40px);width:900px;height:900px;background:red"></div>'.repeat(5000)],
    ['100,000 nested boxes', '<div>'.repeat(100_000)],
    ['200,000 open formatting elements', '<b>'.repeat(200_000)],
    ['an SVG that multiplies itself', '<svg><g id=a0><rect width=1 height=1 /></g>' + Array.from({ length: 14 }, (_, i) => `<g id=a${i + 1}>${`<use href=#a${i} />`.repeat(10)}</g>`).join('') + '<use href=#a14 /></svg>'],
    ['a table of 300,000 cells', `<table>${'<tr>' + '<td>1'.repeat(1000)}`.repeat(190)],
    ['a grid of a million tracks', '<div style="display:grid;grid-template-columns:repeat(1000000,1px)"><i style="grid-column:1000000">x</i></div>'],
    ['an SVG picture of 100,000 pixels square', `<img src="data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="100000" height="100000"><rect width="9" height="9"/></svg>')}">`]
  ] as const) await endsByName(t, chrome, bomb)
})

t.test('while one document is stopped, the others go on', async (t) => {
  const chrome = await openTestChrome(t, { pages: 2 })
  const bomb = chrome.printPdf(print({ release: 'bomb', body: '<b>'.repeat(199_000), timeLimit: 1500 }))
  bomb.catch(() => {})
  const others = await Promise.all(Array.from({ length: 30 }, async () => await chrome.printPdf(print())))
  t.ok(others.every(({ pages }) => pages === 1))
  await t.rejects(bomb, { code: 'CHOHYO_RENDER_TIMEOUT', message: 'Printing was stopped after 1.5 seconds. Make the document smaller or its styles simpler.' })
})

t.test('a crash of Chrome is an error of its document only', async (t) => {
  const chrome = await openTestChrome(t)
  await chrome.printPdf(print())
  for (const victims of [renderers, browsers]) {
    const print1 = chrome.printPdf(print({ body: '<p>x</p>'.repeat(30_000) }))
    setTimeout(() => { kill(victims()) }, 30)
    await t.rejects(print1, { code: 'CHOHYO_CHROME_CRASHED' })
    t.equal((await chrome.printPdf(print())).pages, 1)
    kill(victims())
    const idle = await chrome.printPdf(print()).catch(async () => await chrome.printPdf(print()))
    t.equal(idle.pages, 1, 'a crash between two documents costs one attempt at most')
  }
})

t.test('no browser is left behind', async (t) => {
  t.test('after closing', async (t) => {
    const chrome = await openTestChrome(t, { pages: 2 })
    await Promise.all([chrome.printPdf(print()), chrome.printPdf(print())])
    t.ok(browsers().length > 0)
    await chrome.close()
    t.same(await settled(browsers), [])
  })

  t.test('after a document was stopped', async (t) => {
    const chrome = await openTestChrome(t)
    await chrome.printPdf(print())
    const before = browsers()
    await t.rejects(chrome.printPdf(print({ body: '<b>'.repeat(199_000), timeLimit: 300 })), { code: 'CHOHYO_RENDER_TIMEOUT' })
    t.same(await settled(() => browsers().filter((pid) => before.includes(pid))), [])
  })

  t.test('after the service was killed', async (t) => {
    const source = `import { openChrome } from ${JSON.stringify(fileURLToPath(new URL('../../server/io/chrome.ts', import.meta.url)))}
      import pino from ${JSON.stringify(import.meta.resolve('pino'))}
      const chrome = await openChrome({ dir: ${JSON.stringify(chromeDir)}, pages: 2, log: pino({ level: 'silent' }), requireIsolation: false })
      console.log('open')
      setInterval(() => {}, 1000)`
    const service = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(service.stdout, 'data')
    const started = browsers(service.pid)
    t.ok(started.length > 0)
    service.kill('SIGKILL')
    t.same(await settled(() => started.filter((pid) => isAlive(pid))), [])
  })
})

/** What is left when it has stopped changing: killed processes take a moment to go. */
async function settled (list: () => number[]): Promise<number[]> {
  for (let i = 0; i < 100 && list().length > 0; i++) await new Promise((resolve) => setTimeout(resolve, 50))
  return list()
}

function isAlive (pid: number): boolean {
  try {
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
