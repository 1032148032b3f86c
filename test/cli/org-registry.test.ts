import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { withRegistry } from '../../server/cli/org-registry.ts'
import { readConfig } from '../../server/config.ts'
import { startPostgres } from '../../server/io/postgres.ts'
import { findRunningPostgres } from '../../server/io/postgres-running.ts'
import { silent, testFolder } from '../stores.ts'

t.setTimeout(240_000)

t.test('the embedded database of a running service is found, and the one of a stopped service is not', async (t) => {
  const dataDir = await testFolder(t)
  const dir = join(dataDir, 'postgres')
  t.equal(await findRunningPostgres(dir), null, 'there is none yet')

  const { stop } = await startPostgres({ dir, log: silent })
  const config = readConfig({ DATA_DIR: dataDir })
  const tenants = () => withRegistry(config, ({ database }) => database.withDoor((trx) => trx.selectFrom('tenant').select('tenant_id').execute()))
  try {
    t.type(await findRunningPostgres(dir), 'string')
    t.same(await tenants(), [], 'beside the service')
  } finally {
    await stop()
  }
  t.equal(await findRunningPostgres(dir), null)
  t.same(await tenants(), [], 'and without it: started for the while')
})

t.test('what a server that was killed has left is no server', async (t) => {
  const dir = join(await testFolder(t), 'postgres')
  await mkdir(join(dir, 'data'), { recursive: true })
  await writeFile(join(dir, 'data/postmaster.pid'), ['1', dir, '0', '5432', dir, '', ''].join('\n'))
  t.equal(await findRunningPostgres(dir), null)
})
