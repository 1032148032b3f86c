import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import t from 'tap'
import { testFolder } from '../stores.ts'

const root = join(import.meta.dirname, '../..')
const UID = 10_001

/** In a mount namespace of its own: the checkout read-only, even for root, then another user without any capability. $1 = the checkout, the rest is the command. */
const SCRIPT = `
checkout=$1; shift
mount --bind "$checkout" "$checkout" && mount -o remount,bind,ro "$checkout" || exit 77
if touch "$checkout/probe" 2>/dev/null; then echo "checkout can be written"; exit 78; fi
cd "$checkout"
exec setpriv --reuid ${UID} --regid ${UID} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all --pdeathsig TERM -- "$@"`

t.test('the service runs as a user without rights, from files it cannot change, with one folder to write to', { skip: process.getuid?.() !== 0 && 'needs root to give rights away' }, async (t) => {
  const home = await testFolder(t)
  const data = join(home, 'data')
  await mkdir(data, { mode: 0o700 })
  for (const folder of [home, data]) await chown(folder, UID, UID)
  const service = spawn('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', SCRIPT, 'sh', root, process.execPath, 'server/main.ts'], {
    env: { PATH: process.env['PATH'], HOME: data, TMPDIR: data, DATA_DIR: data, PORT: '0', HOST: '127.0.0.1', SANDBOX_SIZE: '1', LOG_LEVEL: 'warn' }
  })
  t.teardown(async () => { if (service.exitCode === null && service.signalCode === null) { service.kill('SIGTERM'); await once(service, 'exit') } })
  const said: string[] = []
  createInterface({ input: service.stderr }).on('line', (line) => said.push(line))
  const url = await new Promise<string | undefined>((resolve) => {
    createInterface({ input: service.stdout }).on('line', (line) => {
      said.push(line)
      const [found] = /http:\/\/localhost:\d+/.exec(line) ?? []
      if (found !== undefined) resolve(found)
    })
    service.once('exit', () => resolve(undefined))
  })
  if (url === undefined) return t.fail(`it did not start: ${said.join('\n').slice(-2000)}`)
  const ready = await fetch(`${url}/health/ready`)
  t.equal(ready.status, 200)
  t.match(await ready.json(), { status: 'ready', database: 'ok', files: 'ok' })
  const status = await readFile(`/proc/${service.pid}/status`, 'utf8')
  for (const line of [new RegExp(`^Uid:\\t${UID}\\t${UID}\\t${UID}\\t${UID}$`, 'm'), /^NoNewPrivs:\t1$/m, /^CapEff:\t0{16}$/m, /^CapBnd:\t0{16}$/m]) t.match(status, line)
  t.ok((await readdir(data)).length > 3, 'what it keeps is in its folder')
  const document = await fetch(`${url}/v1/about`)
  t.equal(document.status, 200)
})
