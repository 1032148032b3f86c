import { readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { descendants } from './launch-chrome.ts'
import type { LaunchedChrome } from './launch-chrome.ts'

/** What a hostile page could not do, as tried at the start. */
export interface Proof {
  /** No way of a page to reach the network reached a listener of ours. */
  network: boolean
  /** A file beside the browser's folder could not be opened. */
  files: boolean
  /** Renderers run under Chrome's own system call filter. */
  sandbox: boolean
}

/** Lets a page, with scripts on and nothing intercepted, try to get out of this Chrome. */
export async function proveIsolation (chrome: LaunchedChrome, dir: string): Promise<Proof> {
  const listener = await listen()
  const canary = join(dir, `canary-${process.pid}`)
  await writeFile(canary, 'readable')
  // Without the proxy that leads nowhere: the namespace alone has to hold.
  const { browserContextId } = await chrome.root.send('Target.createBrowserContext', { proxyServer: 'direct://' })
  const { targetId } = await chrome.root.send('Target.createTarget', { url: 'about:blank', browserContextId })
  try {
    const session = await chrome.root.connection()?.createSession((await chrome.root.send('Target.getTargetInfo', { targetId })).targetInfo)
    if (session === undefined) return { network: false, files: false, sandbox: false }
    const { frameTree } = await session.send('Page.getFrameTree')
    await session.send('Page.setDocumentContent', { frameId: frameTree.frame.id, html: escapes(`127.0.0.1:${listener.port}`) })
    await session.send('Runtime.evaluate', { expression: attempts(`127.0.0.1:${listener.port}`), awaitPromise: true })
    const sandbox = await hasFilter(chrome.pid)
    const { errorText } = await session.send('Page.navigate', { url: pathToFileURL(canary).href })
    return { network: listener.hits() === 0, files: errorText !== undefined, sandbox }
  } finally {
    await chrome.root.send('Target.disposeBrowserContext', { browserContextId }).catch(() => {})
    await Promise.all([listener.close(), rm(canary, { force: true })])
  }
}

function escapes (host: string): string {
  return `<link rel=stylesheet href=http://${host}/css><link rel=prefetch href=http://${host}/prefetch><link rel=preconnect href=http://${host}>
    <link rel=dns-prefetch href=http://${host}><style>@import url(http://${host}/import);@font-face{font-family:x;src:url(http://${host}/font)}body{font-family:x;background:url(http://${host}/bg)}</style>
    <body>x<img src=http://${host}/img><iframe src=http://${host}/iframe></iframe><object data=http://${host}/object></object><embed src=http://${host}/embed>
    <video src=http://${host}/video poster=http://${host}/poster></video><svg><image href=http://${host}/svg /></svg>`
}

// All refusals are immediate where there is no network; half a second is for the machine that has one.
function attempts (host: string): string {
  return `Promise.race([Promise.allSettled([
    fetch('http://${host}/fetch', { mode: 'no-cors' }),
    new Promise((resolve, reject) => { const socket = new WebSocket('ws://${host}/ws'); socket.onopen = resolve; socket.onerror = reject }),
    new Promise((resolve, reject) => { const source = new EventSource('http://${host}/sse'); source.onopen = resolve; source.onerror = reject }),
    navigator.sendBeacon('http://${host}/beacon', 'x'), open('http://${host}/popup')
  ]).then(() => new Promise((resolve) => setTimeout(resolve, 50))), new Promise((resolve) => setTimeout(resolve, 500))]).then(() => 0)`
}

async function listen (): Promise<{ port: number, hits: () => number, close: () => Promise<void> }> {
  let count = 0
  const server = createServer((socket) => {
    count++
    socket.on('error', () => {})
    socket.destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  // A listener that hears nobody would prove nothing.
  const knock = connect(port, '127.0.0.1')
  await once(knock, 'close')
  return { port, hits: () => count === 0 ? Infinity : count - 1, close: async () => { await new Promise((resolve) => server.close(resolve)) } }
}

async function hasFilter (pid: number): Promise<boolean> {
  let renderers = 0
  for (const child of await descendants(pid)) {
    const command = await readFile(`/proc/${child}/cmdline`, 'latin1').catch(() => '')
    if (!command.includes('--type=renderer')) continue
    renderers++
    if (!/^Seccomp:\s*2$/m.test(await readFile(`/proc/${child}/status`, 'utf8').catch(() => ''))) return false
  }
  return renderers > 0
}
