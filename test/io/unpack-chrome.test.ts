import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import pino from 'pino'
import t from 'tap'
import { unpackChrome } from '../../server/io/unpack-chrome.ts'

t.test('the shipped browser is unpacked once, whole, and runs without libraries of the system', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'chohyo-unpack-'))
  t.teardown(async () => await rm(dir, { recursive: true }))
  const lines: string[] = []
  const log = pino({ base: null }, { write: (line: string) => { lines.push((JSON.parse(line) as { msg: string }).msg) } })
  await mkdir(join(dir, 'unpacking-old'))
  await utimes(join(dir, 'unpacking-old'), 1, 1)

  const umask = process.umask(0o077)
  t.teardown(() => { process.umask(umask) })
  const [one, other] = await Promise.all([unpackChrome(dir, log), unpackChrome(dir, log)])
  if (one === undefined) {
    t.comment(`no browser is shipped for ${process.platform} ${process.arch}`)
    return
  }
  t.same(one, other, 'two at once end with one')
  t.match(lines[0], /^Unpacking Chrome \d+/, 'and say what they wait for')
  t.same((await readdir(dir)).length, 1, 'leftovers of a crash are cleared away')
  for (const path of [dirname(one.path), one.path, one.libraries, join(one.libraries, 'libnss3.so')]) t.equal((await stat(path)).mode & 0o777, 0o755, 'another user can start it, whatever the umask')
  const { stdout } = await promisify(execFile)(one.path, ['--version'], { env: { LD_LIBRARY_PATH: one.libraries } })
  t.match(stdout, /Chromium \d+/)

  const before = lines.length
  const { mtimeMs } = await stat(one.path)
  await unpackChrome(dir, log)
  t.equal((await stat(one.path)).mtimeMs, mtimeMs)
  t.equal(lines.length, before, 'the second start is silent')
})
