import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { keys } from '../../server/cli/keys.ts'
import { openRootKey } from '../../server/deps.ts'
import { openKeyStore } from '../../server/io/key-store.ts'
import { openSigningKey } from '../../server/io/signing-key.ts'
import { openKeyRings } from '../../server/io/secrets.ts'
import { findRegistration } from '../../server/tenants/find-registration.ts'
import { startKms } from '../kms-server.ts'
import { testService } from '../service.ts'
import { silent, testFolder } from '../stores.ts'

const place = { table: 'document', column: 'file_name', row: '1' }

t.test('the root key is renewed beside a running service', async (t) => {
  const KEYS_DIR = await testFolder(t)
  const { deps, sandbox, tenant } = await testService(t, { settings: { KEYS_DIR }, worker: false, starter: false })
  const said = t.capture(process.stdout, 'write')
  const sealed = await (await tenant()).secrets.seal(place, '見積書.pdf')
  const registered = await findRegistration(deps, sandbox.orgId)
  const url = deps.config.DATABASE_URL
  const read = async (dir: string): Promise<string> => {
    const root = await openRootKey({ ...deps.config, keysDir: dir })
    const store = await openKeyStore({ url, log: silent })
    t.teardown(() => store.close())
    t.same(await findRegistration({ ...deps, keys: root }, sandbox.orgId), registered)
    await openSigningKey({ dir, keys: root })
    return (await openKeyRings({ store, root }).secretsOf(sandbox.orgId).open(place, sealed)).toString()
  }

  await keys.run(['rotate-root'], deps.config)
  const old = (await readdir(KEYS_DIR)).find((name) => name.startsWith('root-')) ?? ''
  t.match(said().map(({ args }) => String(args[0])).join(''), new RegExp(`2 keys of orgs[\\s\\S]*${old}`))

  t.test('the service goes on, with an org that comes later too', async (t) => {
    t.equal((await (await tenant()).secrets.open(place, sealed)).toString(), '見積書.pdf')
    const later = deps.secretsOf('00D000000000009AAA')
    t.equal((await later.open(place, await later.seal(place, 'b'))).toString(), 'b')
  })

  t.test('the old key is needed no more', async (t) => {
    await rm(join(KEYS_DIR, old))
    t.equal(await read(KEYS_DIR), '見積書.pdf')
  })

  t.test('and the key service takes over in the same way', async (t) => {
    const kms = await startKms(t)
    process.env.AWS_ACCESS_KEY_ID = process.env.AWS_SECRET_ACCESS_KEY = 'TEST'
    const settings = { ...deps.config, ROOT_KEY: 'arn:aws:kms:ap-northeast-1:123456789012:key/1', KMS_ENDPOINT: kms.endpoint }
    await keys.run(['rotate-root'], settings)
    t.ok(kms.asked.some(({ verb, context }) => verb === 'Encrypt' && context['place'] === `${sandbox.orgId}|tenant_key|wrapped|1`))
    await rm(join(KEYS_DIR, 'root.key'))
    const root = await openRootKey(settings)
    const store = await openKeyStore({ url, log: silent })
    t.teardown(() => store.close())
    t.equal((await openKeyRings({ store, root }).secretsOf(sandbox.orgId).open(place, sealed)).toString(), '見積書.pdf')
    t.same(await findRegistration({ ...deps, keys: root }, sandbox.orgId), registered)
  })
})

t.test('what keys cannot do is wrong usage', async (t) => {
  await t.rejects(keys.run([], {} as never), { code: 'CHOHYO_WRONG_USE' })
  await t.rejects(keys.run(['burn'], {} as never), { code: 'CHOHYO_WRONG_USE' })
})
