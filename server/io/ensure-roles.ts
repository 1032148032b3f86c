import pg from 'pg'
import { ConfigInvalid } from '../errors.ts'

const roles = ['chohyo_app', 'chohyo_door', 'chohyo_sealer', 'chohyo_eraser'] as const

/**
 * Makes the roles that row-level security the chain of histories and the erasure of tenants rest on, or checks those an operator made.
 * The connecting user needs CREATEROLE, or the roles must exist and be granted to it.
 */
export async function ensureRoles (pool: pg.Pool): Promise<void> {
  const client = await pool.connect().catch((error: Error) => {
    throw new ConfigInvalid('DATABASE_URL', `PostgreSQL does not answer (${reason(error)})`, { cause: error })
  })
  try {
    for (const role of roles) {
      await makeRole(client, role)
      await becomeRole(client, role)
    }
    await refuseUnsafeRoles(client)
  } finally {
    client.release()
  }
}

async function makeRole (client: pg.PoolClient, role: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
  if (rowCount !== 0) return
  try {
    await client.query(`create role ${role} nologin nosuperuser nobypassrls nocreatedb nocreaterole`)
  } catch (error) {
    // Another process made it meanwhile: roles belong to the whole cluster, so no lock of one database helps.
    if (isRace(error)) return
    throw rolesMissing(error)
  }
}

async function becomeRole (client: pg.PoolClient, role: string): Promise<void> {
  if (await canBecome(client, role)) return
  let tries = 0
  while (!await granted(client, role)) {
    if (++tries > 20) throw new ConfigInvalid('DATABASE_URL', `its user could not be granted the role ${role}`)
  }
}

/** False when another process was granting the same at the same moment. */
async function granted (client: pg.PoolClient, role: string): Promise<boolean> {
  try {
    // Without inheriting: else the owner would see at once, in every session, what the door sees (PostgreSQL 16 and later).
    const { rows: [server] } = await client.query<{ modern: boolean }>("select current_setting('server_version_num')::int >= 160000 as modern")
    await client.query(`grant ${role} to current_user ${server?.modern ? 'with inherit false, set true' : ''}`)
    return true
  } catch (error) {
    if (isRace(error)) return false
    throw rolesMissing(error)
  }
}

async function canBecome (client: pg.PoolClient, role: string): Promise<boolean> {
  try {
    await client.query(`set role ${role}`)
    await client.query('reset role')
    return true
  } catch {
    return false
  }
}

async function refuseUnsafeRoles (client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(
    'select rolname from pg_roles where rolname = any($1) and (rolsuper or rolbypassrls)', [roles])
  const unsafe = rows[0]?.rolname
  if (unsafe === undefined) return
  throw new ConfigInvalid('DATABASE_URL', `its role ${unsafe} ignores row-level security; run: ALTER ROLE ${unsafe} NOSUPERUSER NOBYPASSRLS`)
}

// 42710 exists already, 23505 the same seen a moment earlier, XX000 "tuple concurrently updated".
const isRace = (error: unknown) => error instanceof pg.DatabaseError && ['42710', '23505', 'XX000'].includes(error.code ?? '')

const reason = (error: Error & { code?: string }) => error.code ?? error.message

const rolesMissing = (cause: unknown) => new ConfigInvalid('DATABASE_URL',
  'its user may not create the roles that keep tenants apart. Give it CREATEROLE, or run as administrator: ' +
  'CREATE ROLE chohyo_app NOLOGIN; CREATE ROLE chohyo_door NOLOGIN; CREATE ROLE chohyo_sealer NOLOGIN; CREATE ROLE chohyo_eraser NOLOGIN; GRANT chohyo_app, chohyo_door, chohyo_sealer, chohyo_eraser TO <that user>', { cause })
