import pg from 'pg'
import type { TestService } from '../service.ts'

/** Runs SQL as the superuser of the test's database, whom no row-level security stops; gives the rows of the last statement. */
export async function asAdministrator<Row extends pg.QueryResultRow> ({ deps }: Pick<TestService, 'deps'>, statement: string, values?: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: deps.config.DATABASE_URL.replace('//chohyo@', '//postgres@') })
  await client.connect()
  try {
    const answer = await client.query<Row>(statement, values) as pg.QueryResult<Row> | Array<pg.QueryResult<Row>>
    return (Array.isArray(answer) ? answer.at(-1) : answer)?.rows ?? []
  } finally {
    await client.end()
  }
}
