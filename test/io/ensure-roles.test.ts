import { join } from 'node:path'
import pg from 'pg'
import t from 'tap'
import { ensureRoles } from '../../server/io/ensure-roles.ts'
import { startPostgres } from '../../server/io/postgres.ts'
import { silent, testFolder } from '../stores.ts'

// A cluster of its own: roles belong to the cluster, and these tests spoil them.
const { url, stop } = await startPostgres({ dir: join(await testFolder(t), 'postgres'), log: silent })
const pools: pg.Pool[] = []
t.teardown(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  await stop()
})

function connect (user: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url.replace('//chohyo@', `//${user}@`), max: 10 })
  // A pool may end before its last connection has; the server then ends that one.
  pool.on('error', () => {})
  pools.push(pool)
  return pool
}

const administrator = connect('postgres')
const mayBecome = async (pool: pg.Pool, role: string) => {
  const client = await pool.connect()
  await client.query(`begin; set local role ${role}; rollback`)
  client.release()
}

t.test('a user who may not create roles is told what to do, and after that it works', async (t) => {
  await administrator.query('create role plain login')
  const plain = connect('plain')
  await t.rejects(ensureRoles(plain), { code: 'CHOHYO_CONFIG_INVALID', message: /DATABASE_URL.*CREATEROLE.*CREATE ROLE chohyo_app NOLOGIN.*GRANT/ })
  await administrator.query('create role chohyo_app nologin; create role chohyo_door nologin; create role chohyo_sealer nologin; create role chohyo_eraser nologin')
  await t.rejects(ensureRoles(plain), { code: 'CHOHYO_CONFIG_INVALID' }, 'existing is not enough')
  await administrator.query('grant chohyo_app, chohyo_door, chohyo_sealer, chohyo_eraser to plain')
  await ensureRoles(plain)
  await mayBecome(plain, 'chohyo_door')
  await administrator.query('drop role chohyo_app, chohyo_door, chohyo_sealer, chohyo_eraser')
  t.pass('granted by an administrator')
})

t.test('many processes that start at once make the roles together', async (t) => {
  await Promise.all(Array.from({ length: 8 }, () => ensureRoles(connect('chohyo'))))
  await mayBecome(connect('chohyo'), 'chohyo_app')
  await ensureRoles(administrator)
  t.pass('and a superuser may start too')
})

t.test('a role that passes over row-level security is refused', async (t) => {
  await administrator.query('alter role chohyo_door bypassrls')
  await t.rejects(ensureRoles(connect('chohyo')), { code: 'CHOHYO_CONFIG_INVALID', message: /chohyo_door ignores row-level security; run: ALTER ROLE/ })
  await administrator.query('alter role chohyo_door nobypassrls')
  await t.resolves(ensureRoles(connect('chohyo')))
})

t.test('a database that does not answer is named by its setting', async (t) => {
  const nowhere = new pg.Pool({ connectionString: 'postgres://chohyo@127.0.0.1:1/chohyo' })
  pools.push(nowhere)
  await t.rejects(ensureRoles(nowhere), { code: 'CHOHYO_CONFIG_INVALID', message: /DATABASE_URL.*ECONNREFUSED/ })
})
