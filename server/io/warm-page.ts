import { createHash } from 'node:crypto'
import type { CDPSession, Protocol } from 'puppeteer'
import { AssetMissing, ChromeCrashed, RenderFailed, RenderTooLarge } from '../errors.ts'
import type { LaunchedChrome } from './launch-chrome.ts'
import { readCoverage } from './fonts.ts'
import { PAGE_SCRIPT, shell } from './page-script.ts'
import { LIMITS, assetName, checkGlyphs, checkReferences, shorten, writtenByCss } from './print-limits.ts'
import { ASSETS } from './print.ts'
import type { Asset, Print } from './print.ts'

/** A page of Chrome with the styles, fonts and images of one release in place, into which bodies are swapped. */
export interface WarmPage {
  head: string
  /** The folder its assets seem to lie in. */
  home: string
  session: CDPSession
  targetId: string
  /** URLs that were asked for and refused. */
  refused: Set<string>
  /** Code points that the release's own fonts add. */
  ownGlyphs: Set<number>
  /** Text that its CSS writes, checked with every body; attributes its CSS reads with attr(). */
  written: string
  attributes: string[]
}

interface Swapped { text: string, nodes: number, images: number, pixels: number, broken: string[], css: string }

/** Opens a page for the release of this print. */
export async function openWarmPage (chrome: LaunchedChrome, { release, head, assets }: Print): Promise<WarmPage> {
  checkReferences(head, new Set(assets.keys()))
  const { targetId } = await chrome.root.send('Target.createTarget', { url: 'about:blank' })
  const { targetInfo } = await chrome.root.send('Target.getTargetInfo', { targetId })
  const connection = chrome.root.connection()
  if (connection === undefined) throw new ChromeCrashed()
  const session = await connection.createSession(targetInfo)
  const home = homeOf(release)
  const page: WarmPage = { head, home, session, targetId, refused: new Set(), ownGlyphs: ownGlyphs(assets), written: writtenByCss(head), attributes: attributesRead(head) }
  answerRequests(page, assets)
  session.on('Inspector.targetCrashed', () => chrome.lost.abort())
  await session.send('Inspector.enable')
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
  await session.send('Emulation.setScriptExecutionDisabled', { value: true })
  await openShell(session, home)
  await evaluate(session, `${PAGE_SCRIPT}; document.getElementById('release').textContent = ${JSON.stringify(head.replaceAll(ASSETS, home))}; 0`)
  const images = [...assets].filter(([, { contentType }]) => contentType.startsWith('image/')).map(([name]) => home + encodeURIComponent(name))
  const { broken, fonts } = await evaluate<{ broken: string[], fonts: number }>(session, `chohyo.warm(${JSON.stringify(images)})`)
  if (broken[0] !== undefined) throw new AssetMissing(assetName(broken[0]) ?? broken[0])
  if (fonts > 0) throw new AssetMissing(`${fonts} font${fonts > 1 ? 's' : ''} (@font-face)`)
  return page
}

/** A folder of its own for every release: pages of one Chrome share a memory cache, which must not take the `logo.svg` of one for that of another. */
function homeOf (release: string): string {
  return `${ASSETS}${createHash('sha256').update(release).digest('hex').slice(0, 32)}/`
}

/** The page seems to lie where its assets seem to live, so that `logo.svg` means one of them and `#total` a place in the page. */
async function openShell (session: CDPSession, home: string): Promise<void> {
  await session.send('Page.enable')
  const ready = new Promise((resolve) => session.once('Page.domContentEventFired', resolve))
  await session.send('Page.navigate', { url: home })
  await ready
  await session.send('Page.disable')
}

/** Puts the body of this print into the page; throws when something of it cannot be printed as meant. */
export async function swapBody (page: WarmPage, print: Print, covers: (codePoint: number) => boolean): Promise<void> {
  page.refused.clear()
  const words = [print.body.replaceAll(ASSETS, page.home), print.lang, print.title, page.attributes].map((word) => JSON.stringify(word)).join(',')
  const { text, nodes, images, pixels, broken, css } = await evaluate<Swapped>(page.session, `chohyo.swap(${words})`)
  if (nodes > LIMITS.nodes) throw new RenderTooLarge(`${nodes} elements`, String(LIMITS.nodes))
  if (images > LIMITS.images) throw new RenderTooLarge(`${images} images`, String(LIMITS.images))
  if (pixels > LIMITS.imagePixels) throw new RenderTooLarge(`an image of ${Math.round(pixels / 1e6)} megapixels`, `${LIMITS.imagePixels / 1e6} megapixels`)
  if (broken[0] !== undefined) throw new AssetMissing(shorten(assetName(broken[0]) ?? broken[0]))
  checkReferences(css, new Set(print.assets.keys()))
  checkRefused(page)
  if (print.missingGlyphs !== 'allow') checkGlyphs(text + page.written + writtenByCss(css), (codePoint) => covers(codePoint) || page.ownGlyphs.has(codePoint))
}

/** Refuses what was asked for in a way the checks before do not know; backgrounds are asked for during the print only. */
export function checkRefused ({ refused }: WarmPage): void {
  const [url] = refused
  if (url !== undefined) throw new AssetMissing(shorten(assetName(url) ?? url))
}

export async function evaluate<Result> (session: CDPSession, expression: string): Promise<Result> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
  if (exceptionDetails !== undefined) throw new RenderFailed('its HTML could not be put into a page', { cause: exceptionDetails.exception?.description })
  return result.value as Result
}

function answerRequests ({ session, refused, home }: WarmPage, assets: ReadonlyMap<string, Asset>): void {
  const start: Asset = { contentType: 'text/html; charset=utf-8', bytes: Buffer.from(shell(home)) }
  session.on('Fetch.requestPaused', ({ requestId, request, resourceType }: Protocol.Fetch.RequestPausedEvent) => {
    const own = request.url.startsWith(home) ? assets.get(assetName(request.url) ?? '') : undefined
    const asset = request.url === home && resourceType === 'Document' ? start : own
    if (asset === undefined) refused.add(request.url)
    const answer = asset === undefined
      ? session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' })
      : session.send('Fetch.fulfillRequest', {
        requestId,
        responseCode: 200,
        responseHeaders: [
          { name: 'content-type', value: asset.contentType },
          // Fonts are fetched with CORS, and the page has no origin.
          { name: 'access-control-allow-origin', value: '*' },
          { name: 'cache-control', value: 'max-age=31536000, immutable' }
        ],
        body: Buffer.from(asset.bytes).toString('base64')
      })
    // The page may be gone by now; who waits for it has been told.
    answer.catch(() => {})
  })
}

function ownGlyphs (assets: ReadonlyMap<string, Asset>): Set<number> {
  const own = new Set<number>()
  for (const [name, { contentType, bytes }] of assets) {
    if (!/font/.test(contentType)) continue
    try {
      for (const codePoint of readCoverage(bytes)) own.add(codePoint)
    } catch {
      throw new AssetMissing(name)
    }
  }
  return own
}

function attributesRead (css: string): string[] {
  return [...new Set([...css.matchAll(/\battr\(\s*([\w-]+)/g)].map(([, name]) => name ?? ''))]
}
