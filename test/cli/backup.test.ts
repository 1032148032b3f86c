import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { backup } from '../../server/cli/backup.ts'
import { restore } from '../../server/cli/restore.ts'
import { readConfig } from '../../server/config.ts'
import { openTenant } from '../../server/tenants/open-tenant.ts'
import { testService } from '../service.ts'
import { testDatabaseUrl, testFolder } from '../stores.ts'
import { openDatabase } from '../../server/io/database.ts'
import { openFiles } from '../../server/io/files.ts'
import { openKeyStore } from '../../server/io/key-store.ts'
import { openKeyRings } from '../../server/io/secrets.ts'
import { silent } from '../postgres-server.ts'

const CANARY = 'カナリア株式会社-7f3a'
const asAdministrator = (url: string) => url.replace('//chohyo@', '//postgres@')

t.test('what one command has written, another reads into an empty installation', async (t) => {
  const [dir, KEYS_DIR] = [await testFolder(t), await testFolder(t)]
  const { deps, tenant, sandbox } = await testService(t, { settings: { KEYS_DIR }, worker: false })
  const own = await tenant()
  await own.files.save('documents/canary', Buffer.from(CANARY))
  const place = { table: 'document', column: 'file_name', row: '1' }
  const sealed = await own.secrets.seal(place, CANARY)
  const said = t.capture(process.stdout, 'write')
  await backup.run(['--out', dir], { ...deps.config, ADMIN_DATABASE_URL: asAdministrator(deps.config.DATABASE_URL) })
  const names = (await readdir(dir)).sort()
  t.match(names, [/^chohyo-.*\.backup$/, /^chohyo-.*\.keys$/])
  for (const name of names) {
    const bytes = await readFile(join(dir, name))
    for (const word of [CANARY, 'quote_ja', sandbox.orgId, 'PDF-']) t.notOk(bytes.includes(word), `${word} in ${name}`)
  }

  const url = await testDatabaseUrl(t)
  const there = readConfig({ DATABASE_URL: url, ADMIN_DATABASE_URL: asAdministrator(url), DATA_DIR: await testFolder(t), KEYS_DIR, NODE_ENV: 'test' })
  const [data = '', keys = ''] = names.map((name) => join(dir, name))
  await restore.run(['--from', data, '--keys', keys], there)
  t.match(said().map(({ args }) => String(args[0])).join(''), /Restored, \d+ files/)
  await t.rejects(restore.run(['--from', data, '--keys', keys], there), { code: 'CHOHYO_BACKUP_NOT_EMPTY' })

  const database = await openDatabase({ url, log: silent })
  const store = await openKeyStore({ url, log: silent })
  t.teardown(() => Promise.all([database.close(), store.close()]))
  const { secretsOf } = openKeyRings({ store, root: deps.keys })
  const files = openFiles({ dir: join(there.dataDir, 'files') })
  const again = await openTenant({ ...deps, database, files, secretsOf }, sandbox.orgId, own.user)
  t.equal(Buffer.from(await again.files.read('documents/canary')).toString(), CANARY)
  t.equal((await again.secrets.open(place, sealed)).toString(), CANARY)
})

t.test('whom row-level security stops makes no backup that lacks everything', async (t) => {
  const url = await testDatabaseUrl(t)
  const config = readConfig({ DATABASE_URL: url, DATA_DIR: await testFolder(t), NODE_ENV: 'test' })
  await t.rejects(backup.run(['--out', await testFolder(t)], config), { code: 'CHOHYO_CONFIG_INVALID', message: /superuser/ })
  await t.rejects(backup.run([], config), { code: 'CHOHYO_WRONG_USE' })
})
