import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import type { CDPSession, Protocol } from 'puppeteer'
import { ChromeCrashed, GlyphMissing, RenderFailed, RenderTimeout, RenderTooLarge } from '../errors.ts'
import { launchChrome, privateMemory } from './launch-chrome.ts'
import type { Launch, LaunchedChrome } from './launch-chrome.ts'
import { blankDates, countPages, paperSize, renumberTags } from './pdf.ts'
import { LIMITS, checkPaper, checkSize } from './print-limits.ts'
import type { Print, Printed } from './print.ts'
import { checkRefused, evaluate, openWarmPage, swapBody } from './warm-page.ts'
import type { WarmPage } from './warm-page.ts'

/** Above this the answer comes in pieces: V8 cannot hold a string of 512 MB. Below, pieces would only cost round trips. */
const STREAM_ABOVE = 1_000_000
const WARM_PAGES = 8
const PRINTS_PER_CHROME = 2000
const MEMORY_TO_RECYCLE = 2 ** 30

/** One Chrome of its own that prints one document at a time: when it is killed, the other prints go on. */
export interface Renderer {
  launch: Launch
  covers: (codePoint: number) => boolean
  chrome: Promise<LaunchedChrome> | undefined
  /** By release, the least recently used first. */
  pages: Map<string, WarmPage>
  prints: number
}

export function openRenderer (launch: Launch, covers: Renderer['covers']): Renderer {
  return { launch, covers, chrome: undefined, pages: new Map(), prints: 0 }
}

/** Prints one document within its time limit; whatever goes wrong, the renderer is usable afterwards. */
export async function printOn (renderer: Renderer, print: Print): Promise<Printed> {
  checkSize(print)
  const chrome = await start(renderer)
  const started = performance.now()
  const watch = watchOver(chrome, print.timeLimit ?? 20_000)
  try {
    const bytes = await Promise.race([printPage(renderer, chrome, print), watch.alarm])
    const pages = countPages(bytes)
    if (pages > LIMITS.pages) throw new RenderTooLarge(`${pages} pages`, String(LIMITS.pages))
    const { width, height } = paperSize(bytes)
    checkPaper([width, height])
    blankDates(bytes)
    if (print.tagged === true) renumberTags(bytes)
    return { bytes, pages, ms: performance.now() - started }
  } catch (error) {
    throw await nameError(error, chrome)
  } finally {
    if (watch.end() || chrome.lost.signal.aborted) await stopRenderer(renderer)
    else await recycle(renderer, chrome)
  }
}

/** Ends the renderer's Chrome, one that is just starting too. */
export async function stopRenderer (renderer: Renderer): Promise<void> {
  const { chrome } = renderer
  renderer.chrome = undefined
  renderer.pages.clear()
  renderer.prints = 0
  await chrome?.then(({ kill }) => kill(), () => {})
}

/** Starts the renderer's Chrome unless it runs. */
export async function start (renderer: Renderer): Promise<LaunchedChrome> {
  renderer.chrome ??= launchChrome(renderer.launch)
  try {
    const chrome = await renderer.chrome
    if (!chrome.lost.signal.aborted) return chrome
  } catch (error) {
    renderer.chrome = undefined
    throw error
  }
  await stopRenderer(renderer)
  return await start(renderer)
}

async function printPage (renderer: Renderer, chrome: LaunchedChrome, print: Print): Promise<Buffer> {
  const page = await takePage(renderer, chrome, print)
  try {
    await swapBody(page, print, renderer.covers)
    const bytes = await readPdf(page.session, print)
    checkRefused(page)
    if (bytes.length > LIMITS.pdfBytes) throw new RenderTooLarge(`a PDF of ${Math.ceil(bytes.length / 1e6)} MB`, `${LIMITS.pdfBytes / 1e6} MB`)
    if (print.tagged === true) dropPage(renderer, chrome, print.release)
    // Nobody waits for it: what comes next on this page comes after it.
    else evaluate(page.session, 'chohyo.clear()').catch(() => {})
    return bytes
  } catch (error) {
    // A body that only lacks a glyph leaves the page as good as it was.
    if (!(error instanceof GlyphMissing)) dropPage(renderer, chrome, print.release)
    throw error
  }
}

async function takePage (renderer: Renderer, chrome: LaunchedChrome, print: Print): Promise<WarmPage> {
  const { pages } = renderer
  const warm = pages.get(print.release)
  // The ids of tags count the nodes a page has seen, so a tagged print takes a page that has seen none.
  if (warm !== undefined && warm.head === print.head && print.tagged !== true) {
    pages.delete(print.release)
    pages.set(print.release, warm)
    return warm
  }
  if (warm !== undefined) dropPage(renderer, chrome, print.release)
  const [oldest] = pages.keys()
  if (oldest !== undefined && pages.size >= WARM_PAGES) dropPage(renderer, chrome, oldest)
  const page = await openWarmPage(chrome, print)
  pages.set(print.release, page)
  return page
}

function dropPage ({ pages }: Renderer, { root }: LaunchedChrome, release: string): void {
  const page = pages.get(release)
  pages.delete(release)
  if (page !== undefined) root.send('Target.closeTarget', { targetId: page.targetId }).catch(() => {})
}

async function readPdf (session: CDPSession, { body, tagged = false, outline = false }: Print): Promise<Buffer> {
  const stream = body.length > STREAM_ABOVE
  const answer = await session.send('Page.printToPDF', {
    printBackground: true,
    preferCSSPageSize: true,
    // A4 and no margin unless @page says otherwise.
    paperWidth: 210 / 25.4,
    paperHeight: 297 / 25.4,
    generateTaggedPDF: tagged,
    generateDocumentOutline: outline,
    transferMode: stream ? 'ReturnAsStream' : 'ReturnAsBase64'
  })
  return answer.stream === undefined ? Buffer.from(answer.data, 'base64') : await readStream(session, answer.stream)
}

async function readStream (session: CDPSession, handle: Protocol.IO.StreamHandle): Promise<Buffer> {
  const pieces: Buffer[] = []
  for (let size = 0; size <= LIMITS.pdfBytes;) {
    const { data, base64Encoded, eof } = await session.send('IO.read', { handle, size: 1 << 20 })
    const piece = Buffer.from(data, base64Encoded === true ? 'base64' : 'latin1')
    pieces.push(piece)
    size += piece.length
    if (eof) break
  }
  await session.send('IO.close', { handle })
  return Buffer.concat(pieces)
}

interface Watch {
  /** Rejects when the time is up, the memory is too much or Chrome is gone. */
  alarm: Promise<never>
  /** Ends the watch; true when the alarm was raised, so that this Chrome is not to be used again. */
  end: () => boolean
}

/** Looks on from outside: a page busy with layout answers nothing, so time and memory are not asked of Chrome. */
function watchOver (chrome: LaunchedChrome, timeLimit: number): Watch {
  const { promise: alarm, reject } = Promise.withResolvers<never>()
  let raised = false
  // Often nobody waits for it any more.
  alarm.catch(() => {})
  function stop (error: Error): void {
    raised = true
    reject(error)
  }
  const clock = globalThis.setTimeout(() => stop(new RenderTimeout(String(timeLimit / 1000))), timeLimit)
  const scales = setInterval(() => {
    privateMemory(chrome.pid).then((bytes) => {
      if (bytes > LIMITS.memory) stop(new RenderTooLarge(`${Math.round(bytes / 2 ** 20)} MiB of memory in Chrome`, `${LIMITS.memory / 2 ** 20} MiB`))
    }, () => {})
  }, 500)
  const lost = (): void => stop(new ChromeCrashed())
  chrome.lost.signal.addEventListener('abort', lost)
  return {
    alarm,
    end () {
      clearTimeout(clock)
      clearInterval(scales)
      chrome.lost.signal.removeEventListener('abort', lost)
      return raised
    }
  }
}

async function recycle (renderer: Renderer, chrome: LaunchedChrome): Promise<void> {
  renderer.prints++
  const due = renderer.prints >= PRINTS_PER_CHROME || (renderer.prints % 50 === 0 && await privateMemory(chrome.pid) > MEMORY_TO_RECYCLE)
  if (due) await stopRenderer(renderer)
}

async function nameError (error: unknown, { lost }: LaunchedChrome): Promise<unknown> {
  if (!(error instanceof Error) || !/^Protocol error|closed|detached/i.test(error.message)) return error
  // The news of a crash may come after the answer that it spoiled.
  if (!lost.signal.aborted) await Promise.race([once(lost.signal, 'abort'), setTimeout(200)])
  return lost.signal.aborted ? new ChromeCrashed() : new RenderFailed(error.message.replace(/^Protocol error \([^)]*\): /, '').slice(0, 200))
}
