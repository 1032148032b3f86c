import { once } from 'node:events'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { ConfigInvalid } from '../errors.ts'

/** A table as it is copied: its columns in the order of the rows. */
export interface CopiedTable { name: string, columns: string[] }

/** Some rows of a table, in the text format of COPY. https://www.postgresql.org/docs/current/sql-copy.html */
export interface CopiedRows { table: string, rows: Buffer }

/** The schema of the service's tables, or that of the keys. */
export type CopiedSchema = 'public' | 'chohyo_keys'

/** Rows are handed on in parts of about this many bytes. */
const PART = 8_000_000

export interface TableReader {
  tables: CopiedTable[]
  /** Of the moment at which the reader was opened, whatever changes meanwhile. */
  rows: () => AsyncGenerator<CopiedRows>
  close: () => Promise<void>
}

/** Reads all tenants' rows of one moment. The user of the URL has to see all of them: a superuser, or one with BYPASSRLS. Errors: ConfigInvalid. */
export async function readTables (url: string, schema: CopiedSchema): Promise<TableReader> {
  const client = await connect(url)
  try {
    await client.query('begin isolation level repeatable read read only')
    await demandSight(client)
    const tables = await listTables(client, schema)
    return { tables, rows: () => copyOut(client, schema, tables), close: () => client.end() }
  } catch (error) {
    await client.end()
    throw error
  }
}

async function * copyOut (client: pg.Client, schema: CopiedSchema, tables: CopiedTable[]): AsyncGenerator<CopiedRows> {
  for (const { name, columns } of tables) {
    let held: Buffer[] = []
    let size = 0
    for await (const bytes of client.query(copyTo(`copy (select ${listColumns(columns)} from ${nameOf(schema, name)}) to stdout`)) as AsyncIterable<Buffer>) {
      held.push(bytes)
      size += bytes.length
      // A row of COPY ends with its message, so a part never ends within one.
      if (size < PART || bytes.at(-1) !== 0x0a) continue
      yield { table: name, rows: Buffer.concat(held) }
      held = []
      size = 0
    }
    if (size > 0) yield { table: name, rows: Buffer.concat(held) }
  }
}

/** Writes rows into the empty tables of an installation, in one transaction: all of them or none. Errors: ConfigInvalid. */
export async function writeTables (url: string, { schema, tables, rows }: { schema: CopiedSchema, tables: CopiedTable[], rows: AsyncIterable<CopiedRows> }): Promise<void> {
  const client = await connect(url)
  try {
    await client.query('begin')
    await demandSight(client)
    // Rows come whole, so neither triggers nor references are asked; nor is there an order that would suit them.
    await client.query("set local session_replication_role = 'replica'")
    for await (const part of rows) {
      const table = tables.find(({ name }) => name === part.table)
      if (table) await copyIn(client, schema, table, part.rows)
    }
    for (const { name } of tables) await catchUp(client, schema, name)
    await client.query('commit')
  } finally {
    await client.end()
  }
}

async function copyIn (client: pg.Client, schema: CopiedSchema, { name, columns }: CopiedTable, rows: Buffer): Promise<void> {
  const stream = client.query(copyFrom(`copy ${nameOf(schema, name)} (${listColumns(columns)}) from stdin`))
  const finished = once(stream, 'finish')
  stream.end(rows)
  await finished
}

/** Numbers that the database gives go on after those that came with the rows. */
async function catchUp (client: pg.Client, schema: CopiedSchema, name: string): Promise<void> {
  const { rows } = await client.query<{ column: string }>('select attname as column from pg_attribute where attrelid = $1::regclass and attidentity <> \'\'', [nameOf(schema, name)])
  for (const { column } of rows) {
    await client.query(`select setval(pg_get_serial_sequence($1, $2), coalesce((select max(${pg.escapeIdentifier(column)}) from ${nameOf(schema, name)}), 0) + 1, false)`, [nameOf(schema, name), column])
  }
}

async function connect (url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // What breaks on it fails the query that is under way.
  client.on('error', () => {})
  await client.connect().catch((error: Error & { code?: string }) => {
    throw new ConfigInvalid('DATABASE_URL', `PostgreSQL does not answer (${error.code ?? error.message})`, { cause: error })
  })
  return client
}

async function demandSight (client: pg.Client): Promise<void> {
  const { rows: [user] } = await client.query<{ sees: boolean }>('select rolsuper or rolbypassrls as sees from pg_roles where rolname = current_user')
  if (!user?.sees) throw new ConfigInvalid('ADMIN_DATABASE_URL', 'backup and restore need a superuser of the database: any other user sees no rows of tenants, as it should be')
}

/** Those of ours: no row of theirs is seen without a tenant. */
async function listTables (client: pg.Client, schema: CopiedSchema): Promise<CopiedTable[]> {
  const { rows } = await client.query<CopiedTable>(`
    select relname as name, array_agg(attname::text order by attnum) as columns
    from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
    where relnamespace = $1::regnamespace and relkind = 'r' and relforcerowsecurity
    group by relname order by relname`, [schema])
  return rows
}

const listColumns = (columns: string[]) => columns.map((column) => pg.escapeIdentifier(column)).join(', ')
const nameOf = (schema: CopiedSchema, name: string) => `${schema}.${pg.escapeIdentifier(name)}`
