import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { startPostgres } from '../../server/io/postgres.ts'
import { silent, testFolder } from '../stores.ts'

// One folder for all: each test finds it stopped and leaves it stopped.
const dir = join(await testFolder(t), 'postgres')

async function query<T extends pg.QueryResultRow> (url: string, statement: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(statement)).rows
  } finally {
    await client.end()
  }
}

const serverPid = async (dir: string) => Number((await readFile(join(dir, 'data/postmaster.pid'), 'utf8')).split('\n')[0])

function isAlive (pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function gone (pid: number, within: number): Promise<boolean> {
  for (const until = Date.now() + within; Date.now() < until && isAlive(pid);) await sleep(20)
  return !isAlive(pid)
}

t.test('it answers to an owner who is no superuser, in a folder closed to others, and leaves nothing when stopped', async (t) => {
  const { url, stop } = await startPostgres({ dir, log: silent })
  t.same(await query(url, "select current_user, current_database(), rolsuper, current_setting('server_version_num')::int >= 180000 as modern, current_setting('fsync') as fsync, current_setting('listen_addresses') as tcp from pg_roles where rolname = current_user"),
    [{ current_user: 'chohyo', current_database: 'chohyo', rolsuper: false, modern: true, fsync: 'on', tcp: '' }])
  t.equal((await stat(dir)).mode & 0o777, 0o700)
  const pid = await serverPid(dir)
  await stop()
  t.equal(isAlive(pid), false)
  t.notOk((await readdir(dir)).some((name) => name.startsWith('.s.PGSQL')))
})

t.test('what was written is there after a stop and a start, with the folder named from here too', async (t) => {
  const first = await startPostgres({ dir, log: silent })
  await query(first.url, "create table kept as select '帳票' as word")
  await first.stop()
  const second = await startPostgres({ dir: relative(process.cwd(), dir), log: silent })
  t.same(await query(second.url, 'select word from kept'), [{ word: '帳票' }])
  await second.stop()
})

t.test('a second start on the same folder is refused with a sentence, and the first goes on', async (t) => {
  const { url, stop } = await startPostgres({ dir, log: silent })
  t.teardown(stop)
  const pid = await serverPid(dir)
  await t.rejects(startPostgres({ dir, log: silent }), { code: 'CHOHYO_DATA_FOLDER_IN_USE', message: `Another process (PostgreSQL ${pid}) already uses the data folder ${dir}.` })
  t.same(await query(url, 'select 1 as one'), [{ one: 1 }])
})

t.test('when its parent is killed it is gone within two seconds, and the next start finds every row', async (t) => {
  const parent = spawn(process.execPath, [join(import.meta.dirname, 'start-postgres.ts'), dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = await once(parent.stdout, 'data') as [Buffer]
  await query(said.toString().trim(), 'create table thousand as select generate_series(1, 1000)')
  const pid = await serverPid(dir)
  parent.kill('SIGKILL')
  await once(parent, 'exit')
  // At once, as a supervisor would: the new start waits for the old server to leave.
  const { url, stop } = await startPostgres({ dir, log: silent })
  t.equal(await gone(pid, 2000), true)
  t.same(await query(url, 'select count(*)::int as rows from thousand'), [{ rows: 1000 }])
  await stop()
})

t.test('killed while rows are written it is started again and has lost none that was acknowledged', async (t) => {
  const { url, stop } = await startPostgres({ dir, log: silent })
  t.teardown(stop)
  await query(url, 'create table acknowledged (id int primary key)')
  const acknowledged: number[] = []
  for (const round of [1, 2]) {
    const pid = await serverPid(dir)
    const writers = [1, 2, 3, 4].map((writer) => writeUntilBroken(url, round * 1e6 + writer * 1e5, acknowledged))
    while (acknowledged.length < round * 200) await sleep(5)
    process.kill(pid, 'SIGKILL')
    await Promise.all(writers)
    await untilAnswering(url)
    t.not(await serverPid(dir), pid)
  }
  const rows = new Set((await query<{ id: number }>(url, 'select id from acknowledged')).map(({ id }) => id))
  t.same(acknowledged.filter((id) => !rows.has(id)), [], `of ${acknowledged.length}`)
})

t.test('a process id left over from before a restart of the machine does not keep it from starting', async (t) => {
  await writeFile(join(dir, 'data/postmaster.pid'), `${process.pid}\n${join(dir, 'data')}\n0\n5432\n${dir}\n\n0 0\nready\n`)
  const { url, stop } = await startPostgres({ dir, log: silent })
  t.same(await query(url, 'select 1 as one'), [{ one: 1 }])
  await stop()
})

t.test('a first start that was cut short is made again, and a path too long for a socket does no harm', async (t) => {
  const long = join(await testFolder(t), 'x'.repeat(120), 'postgres')
  await mkdir(join(long, 'data.new/base'), { recursive: true })
  await writeFile(join(long, 'data.new/PG_VERSION'), '18')
  const { url, stop } = await startPostgres({ dir: long, log: silent })
  const socketDir = new URL(url).searchParams.get('host') ?? ''
  t.ok(socketDir.length < 80)
  t.equal((await stat(socketDir)).mode & 0o777, 0o700)
  t.same(await query(url, 'select 1 as one'), [{ one: 1 }])
  await stop()
  await t.rejects(stat(socketDir), { code: 'ENOENT' })
})

t.test('a data folder of another version is refused with PostgreSQL’s own sentence', async (t) => {
  await writeFile(join(dir, 'data/PG_VERSION'), '14\n')
  await t.rejects(startPostgres({ dir, log: silent }), { code: 'CHOHYO_POSTGRES_FAILED', message: /did not start: .*incompatible with server/ })
})

async function writeUntilBroken (url: string, from: number, acknowledged: number[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    for (let id = from; ; id++) {
      await client.query('insert into acknowledged values ($1)', [id])
      acknowledged.push(id)
    }
  } catch {
    await client.end().catch(() => {})
  }
}

async function untilAnswering (url: string): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    try {
      await query(url, 'select 1')
      return
    } catch {
      await sleep(25)
    }
  }
}
