import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { unpackFromDebian } from '../../debian.ts'
import { testFolder } from '../../stores.ts'
import { freePort } from './free-port.ts'

/** Debian's CUPS, unpacked and not installed, with a queue `office` that prints to nowhere; undefined where it cannot be had. */
export async function startCups (t: Test): Promise<{ url: string } | undefined> {
  const packages = (dependsOn: (...names: string[]) => string[]): string[] => ['cups-daemon', ...dependsOn('cups-daemon', 'libcups2', 'libavahi-client3').filter((name) => name.startsWith('lib') && name !== 'libc6')]
  const found = await unpackFromDebian({ name: 'cups', file: 'usr/sbin/cupsd', packages })
  if (found === undefined) return undefined
  const folder = await testFolder(t)
  const port = await freePort()
  for (const name of ['etc', 'spool/tmp', 'cache', 'state']) await mkdir(join(folder, name), { recursive: true })
  const own = ['RequestRoot spool', 'TempDir spool/tmp', 'CacheDir cache', 'StateDir state', 'ServerRoot etc'].map((line) => line.replace(/ (.*)$/, (_, name: string) => ` ${join(folder, name)}`))
  const share = join(found.file, '../..')
  await writeFile(join(folder, 'etc/cups-files.conf'), [...own, `ServerBin ${join(share, 'lib/cups')}`, `DataDir ${join(share, 'share/cups')}`, 'AccessLog stderr', 'ErrorLog stderr', 'PageLog stderr', 'FileDevice Yes', ...process.getuid?.() === 0 ? ['User nobody', 'Group nogroup'] : [], 'SystemGroup root', ''].join('\n'))
  await writeFile(join(folder, 'etc/cupsd.conf'), `LogLevel error\nListen 127.0.0.1:${port}\nBrowsing No\nWebInterface No\nDefaultAuthType None\n<Location />\nAllow all\n</Location>\n<Policy default>\n<Limit All>\nAllow all\n</Limit>\n</Policy>\n`)
  await writeFile(join(folder, 'etc/printers.conf'), '<Printer office>\nDeviceURI file:///dev/null\nState Idle\nAccepting Yes\nShared Yes\n</Printer>\n')
  const child = spawn(found.file, ['-f', '-c', join(folder, 'etc/cupsd.conf'), '-s', join(folder, 'etc/cups-files.conf')], { env: { ...process.env, LD_LIBRARY_PATH: found.libraryPath }, stdio: 'ignore' })
  child.on('error', () => {})
  const ended = once(child, 'exit').catch(() => {})
  t.teardown(async () => { child.kill('SIGKILL'); await ended })
  for (let tries = 0; tries < 100 && child.exitCode === null; tries += 1) {
    if (await answers(port)) return { url: `ipp://127.0.0.1:${port}/printers/office` }
    await sleep(50)
  }
  return undefined
}

async function answers (port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const connected = await once(socket, 'connect').then(() => true, () => false)
  socket.destroy()
  return connected
}
