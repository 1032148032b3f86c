import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, readFile, stat, symlink } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { startPostgres } from '../../server/io/postgres.ts'
import { silent, testFolder } from '../stores.ts'

const isRoot = process.getuid?.() === 0
const becomeNameless = ['--reuid=54321', '--regid=54321', '--clear-groups']

async function othersReach (path: string): Promise<boolean> {
  const open = ((await stat(path)).mode & 0o001) !== 0
  return open && (path === '/' || await othersReach(dirname(path)))
}

function isNameless (): boolean {
  try {
    return userInfo().username === ''
  } catch {
    return true
  }
}

const cannotBeNobody = isRoot
  ? !await othersReach(import.meta.dirname) && 'nobody cannot reach this folder'
  : isNameless() && 'PostgreSQL wants a user with a name'
const cannotBeNameless = !isRoot || cannotBeNobody || (spawnSync('setpriv', [...becomeNameless, 'unshare', '--user', 'true']).status !== 0 && 'no setpriv, or no user namespaces here')

/** A system that has a shell and nothing of util-linux: no unshare, no setpriv, no flock. */
async function bareSystem (t: Parameters<typeof testFolder>[0]): Promise<string> {
  const path = join(await testFolder(t), 'bin')
  await mkdir(path)
  for (const tool of ['sh', 'rm', 'mv']) await symlink(`/bin/${tool}`, join(path, tool))
  return path
}

async function ask (url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('select current_user')
  await client.end()
  return rows
}

t.test('without user namespaces and helpers it still starts, as root by becoming nobody', { skip: cannotBeNobody }, async (t) => {
  const path = await bareSystem(t)
  await chmod(dirname(path), 0o711)
  const folder = await testFolder(t)
  const dir = join(folder, 'postgres')
  const first = await startPostgres({ dir, log: silent, path })
  t.same(await ask(first.url), [{ current_user: 'chohyo' }])
  t.equal((await stat(join(dir, 'data'))).uid, isRoot ? 65534 : process.getuid?.())
  t.equal((await stat(dir)).mode & 0o777, 0o700)
  await t.rejects(startPostgres({ dir, log: silent, path }), { code: 'CHOHYO_DATA_FOLDER_IN_USE' }, 'PostgreSQL’s own lock guards it then')
  await first.stop()

  await t.test('and the same folder starts again with them', async (t) => {
    const again = await startPostgres({ dir, log: silent })
    t.same(await ask(again.url), [{ current_user: 'chohyo' }])
    t.equal((await stat(join(dir, 'data'))).uid, process.getuid?.())
    await again.stop()
  })
})

t.test('a user id without a name may start it, as containers are run', { skip: cannotBeNameless }, async (t) => {
  const folder = await testFolder(t)
  await chown(folder, 54321, 54321)
  const parent = spawn('setpriv', [...becomeNameless, process.execPath, join(import.meta.dirname, 'start-postgres.ts'), join(folder, 'postgres')], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [said] = await once(parent.stdout, 'data') as [Buffer]
  t.same(await ask(said.toString().trim()), [{ current_user: 'chohyo' }])
  const [pid] = (await readFile(join(folder, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')
  parent.kill('SIGKILL')
  while (isAlive(Number(pid))) await sleep(20)
})

t.test('a folder of another user is refused with a sentence', { skip: isRoot && 'root may enter every folder' }, async (t) => {
  await t.rejects(startPostgres({ dir: '/usr', log: silent }), { code: 'CHOHYO_POSTGRES_FAILED', message: /belongs to another user/ })
})

function isAlive (pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
