import { chmod, mkdir, stat, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pg from 'pg'
import t from 'tap'
import { startPostgres } from '../../server/io/postgres.ts'
import { silent, testFolder } from '../stores.ts'

const isRoot = process.getuid?.() === 0

async function othersReach (path: string): Promise<boolean> {
  const open = ((await stat(path)).mode & 0o001) !== 0
  return open && (path === '/' || await othersReach(dirname(path)))
}

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

t.test('without user namespaces and helpers it still starts, as root by becoming nobody', { skip: isRoot && !await othersReach(import.meta.dirname) && 'nobody cannot reach this folder' }, async (t) => {
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

t.test('a folder of another user is refused with a sentence', { skip: isRoot && 'root may enter every folder' }, async (t) => {
  await t.rejects(startPostgres({ dir: '/usr', log: silent }), { code: 'CHOHYO_POSTGRES_FAILED', message: /belongs to another user/ })
})
