import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import type { Test } from 'tap'
import { testFolder } from '../stores.ts'

/** One call of the Salesforce CLI, with `--json` left out. */
export interface SfCall { args: string[], cwd: string }

/** What sf prints; `files` are what it writes into `--target-metadata-dir`. */
export interface SfAnswer { result?: unknown, message?: string, files?: Record<string, string> }

export interface FakeSf { calls: SfCall[], path: string }

/** A program `sf` in a folder of its own: it asks this test what to answer, so that the test sees every call in order. */
export async function fakeSf (t: Test, answer: (call: SfCall) => SfAnswer | Promise<SfAnswer>): Promise<FakeSf> {
  const calls: SfCall[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (piece: Buffer) => { text += piece.toString() })
    request.on('end', () => {
      const { args, cwd } = JSON.parse(text) as SfCall
      if (!args.includes('--json')) throw new Error(`sf ${args.join(' ')} lacks --json`)
      const call = { args: args.filter((word) => word !== '--json'), cwd }
      calls.push(call)
      Promise.resolve().then(() => answer(call)).then((told) => {
        writeFiles(optionOf(call, '--target-metadata-dir'), told.files ?? {})
        response.end(JSON.stringify(told.message === undefined ? { status: 0, result: told.result ?? {} } : { status: 1, name: 'Refused', message: told.message, result: told.result }))
      }).catch((error: Error) => response.end(JSON.stringify({ status: 1, message: error.stack })))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const dir = await testFolder(t)
  writeFileSync(join(dir, 'sf'), program((server.address() as AddressInfo).port), { mode: 0o755 })
  return { calls, path: dir }
}

export function optionOf ({ args }: SfCall, name: string): string | undefined {
  const place = args.indexOf(name)
  return place < 0 ? undefined : args[place + 1]
}

function writeFiles (dir: string | undefined, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = join(dir ?? '', name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

function program (port: number): string {
  return `#!${process.execPath}
fetch('http://127.0.0.1:${port}', { method: 'POST', body: JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }) })
  .then((answer) => answer.text())
  .then((text) => {
    process.stdout.write(text)
    process.exitCode = JSON.parse(text).status
  })
`
}
