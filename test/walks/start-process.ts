import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Test } from 'tap'
import '../plain-children.ts'

/** `npm start` as a process of its own. */
export interface ServiceProcess {
  /** `''` for a worker */
  url: string
  pid: number
  /** everything it printed */
  output: () => string
  /** sends the signal and waits for the end */
  end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<{ code: number | null, signal: string | null }>
  /** pauses it as a whole, or lets it go on */
  freeze: (frozen: boolean) => void
}

const root = join(import.meta.dirname, '../..')

/** The environment of a process that has only these settings. */
export function only (settings: Record<string, string>): Record<string, string> {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env
  return { PATH, NODE_COMPILE_CACHE, HOME: tmpdir(), NODE_ENV: 'test', ...settings }
}

/** Starts the service with these settings and nothing else, and waits for its ready line. It is killed when the test ends. */
export async function startProcess (t: Test, settings: Record<string, string>): Promise<ServiceProcess> {
  const child = spawn(process.execPath, ['server/main.ts'], { cwd: root, env: only({ PORT: '0', HOST: '127.0.0.1', CHROME_PAGES: '1', ...settings }), stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill('SIGCONT')
    child.kill(signal)
    const [code, by] = await ended
    return { code, signal: by }
  }
  t.teardown(() => end('SIGKILL'))
  const lines: string[] = []
  const ready = await Promise.race([untilReady(child, lines), ended])
  if (typeof ready !== 'string') throw new Error(`the service did not start:\n${lines.join('\n')}`)
  return { url: ready, pid: child.pid ?? 0, output: () => lines.join('\n'), end, freeze: (frozen) => { child.kill(frozen ? 'SIGSTOP' : 'SIGCONT') } }
}

function untilReady (child: ChildProcess, lines: string[]): Promise<string> {
  return new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) {
        createInterface({ input: stream }).on('line', (line) => {
          lines.push(line)
          const [, url] = /^Chohyo is ready: (http\S+?)?\/?(?:\s|$|working)/.exec(line) ?? []
          if (line.startsWith('Chohyo is ready')) resolve(url ?? '')
        })
      }
    }
  })
}
