import { sql } from 'kysely'
import t from 'tap'
import { commitLater } from '../../server/documents/commit-later.ts'
import { testDatabase } from '../stores.ts'

t.test('only the transaction that says so does not wait for the disk', async (t) => {
  const { database } = await testDatabase(t)
  const setting = (later: boolean) => database.withTenant('00D000000000001AAA', async (trx) => {
    if (later) await commitLater(trx)
    const { rows: [row] } = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(trx)
    return row?.synchronous_commit
  })
  t.equal(await setting(true), 'off')
  t.equal(await setting(false), 'on')
})
