import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import t from 'tap'
import { restoreBackup } from '../../server/backups/restore-backup.ts'
import { writeBackup } from '../../server/backups/write-backup.ts'
import { openDatabase } from '../../server/io/database.ts'
import { openFiles } from '../../server/io/files.ts'
import { openKeyStore } from '../../server/io/key-store.ts'
import { openKeyRings } from '../../server/io/secrets.ts'
import { testService } from '../service.ts'
import { silent, testDatabaseUrl, testFolder } from '../stores.ts'

interface Document { id: string, sha256: string, fileName: string }

t.test('a backup, and an installation that begins again from it', async (t) => {
  const folder = await testFolder(t)
  const { call, deps, sandbox, url } = await drilled(t)
  const made: Document[] = []
  for (let count = 0; count < 2; count += 1) {
    made.push((await call({ method: 'POST', url: '/v1/documents', headers: { prefer: 'wait=20' }, body: { mapping: 'quote_ja', recordId: sandbox.records['quote'] } })).json<Document>())
  }
  const path = join(folder, 'all.backup')
  const keysPath = join(folder, 'all.keys')
  const written = await writeBackup({ path, url, schema: 'public', keys: deps.keys, files: deps.files })
  await writeBackup({ path: keysPath, url, schema: 'chohyo_keys', keys: deps.keys })
  t.ok(written.files >= 2 && written.tables > 15, JSON.stringify(written))

  /** A new machine with the old root key. */
  const begin = async () => {
    const fresh = await testDatabaseUrl(t)
    const database = await openDatabase({ url: fresh, log: silent })
    t.teardown(() => database.close())
    const store = await openKeyStore({ url: fresh, log: silent })
    t.teardown(() => store.close())
    const files = openFiles({ dir: await testFolder(t) })
    return { url: asAdministrator(fresh), database, files, rings: openKeyRings({ store, root: deps.keys }) }
  }
  const readBack = async ({ database, files, rings }: Awaited<ReturnType<typeof begin>>, { id }: Document) => {
    const secrets = rings.secretsOf(sandbox.orgId)
    const row = await database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('document').select(['file_name', 'storage_key', 'sha256']).where('id', '=', id).executeTakeFirstOrThrow())
    const bytes = await secrets.openFile(row.storage_key ?? '', await files.read(`t/${sandbox.orgId.toLowerCase()}/${row.storage_key}`))
    const name = await secrets.open({ table: 'document', column: 'file_name', row: id }, Buffer.from((row.file_name ?? '').slice(3), 'base64'))
    return { bytes: Buffer.from(bytes), sha256: row.sha256, name: name.toString() }
  }

  t.test('holds nothing that can be read', async (t) => {
    const text = Buffer.concat([await readFile(path), await readFile(keysPath)]).toString('latin1')
    for (const word of ['quote_ja', 'Test org', sandbox.users[0]?.username ?? '', '%PDF', 'COPY', 'ustar', 'CHY1']) t.notOk(text.includes(word), word)
  })

  t.test('restored, every document is there byte for byte, with its histories, and new ones can be made', async (t) => {
    const there = await begin()
    await restoreBackup({ path: keysPath, url: there.url, schema: 'chohyo_keys', keys: deps.keys })
    const { files } = await restoreBackup({ path, url: there.url, schema: 'public', keys: deps.keys, files: there.files })
    t.equal(files, written.files)
    for (const document of made) {
      const { sha256, name, bytes } = await readBack(there, document)
      t.same({ sha256, name }, { sha256: document.sha256, name: document.fileName })
      t.equal(bytes.subarray(0, 5).toString(), '%PDF-')
    }
    const client = new pg.Client({ connectionString: there.url })
    const old = new pg.Client({ connectionString: url })
    await Promise.all([client.connect(), old.connect()])
    const counted = 'select count(*)::int as lines, max(seq)::int as last from history'
    t.same((await client.query(counted)).rows, (await old.query(counted)).rows)
    await there.database.withTenant(sandbox.orgId, (trx) => trx.insertInto('history').values({ tenant_id: sandbox.orgId, kind: 'change', who: 'operator', what: 'restore', about: null, result: 'done' }).execute())
    await Promise.all([client.end(), old.end()])

    await there.rings.destroy(sandbox.orgId)
    await t.rejects(readBack(there, made[0] as Document), { code: 'CHOHYO_KEYS_DESTROYED' }, 'what was restored opens no more either')
  })

  t.test('without the file of the keys, which are not kept for as long, it opens nothing', async (t) => {
    const there = await begin()
    await restoreBackup({ path, url: there.url, schema: 'public', keys: deps.keys, files: there.files })
    await t.rejects(readBack(there, made[0] as Document), { code: /CHOHYO_(KEY_UNUSABLE|FILE_MISSING)/ })
  })

  t.test('a file that was changed, cut off or is none leaves the installation empty', async (t) => {
    const there = await begin()
    const whole = await readFile(path)
    const restore = async (bytes: Buffer) => {
      const spoilt = join(folder, 'spoilt')
      await writeFile(spoilt, bytes)
      return restoreBackup({ path: spoilt, url: there.url, schema: 'public', keys: deps.keys, files: there.files })
    }
    const flipped = Buffer.from(whole)
    flipped[whole.length - 100] = (flipped[whole.length - 100] ?? 0) ^ 1
    await t.rejects(restore(flipped), { code: 'CHOHYO_BACKUP_UNREADABLE' })
    await t.rejects(restore(whole.subarray(0, whole.length - 1)), { code: 'CHOHYO_BACKUP_UNREADABLE' })
    await t.rejects(restore(Buffer.from('{"format":"other"}\nxyz')), { code: 'CHOHYO_BACKUP_UNREADABLE' })
    await t.rejects(restoreBackup({ path: keysPath, url: there.url, schema: 'public', keys: deps.keys }), { code: 'CHOHYO_BACKUP_UNREADABLE', message: /keys only/ })
    t.equal((await there.database.withDoor((trx) => trx.selectFrom('tenant').select('tenant_id').execute())).length, 0)
  })
})

/** The superuser of the test's database. */
function asAdministrator (url: string): string {
  return url.replace('//chohyo@', '//postgres@')
}

async function drilled (t: Parameters<typeof testDatabaseUrl>[0]) {
  const service = await testService(t)
  return { ...service, url: asAdministrator(service.deps.config.DATABASE_URL) }
}
