import { randomBytes } from 'node:crypto'
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { openKeys, type Keys, type KeysOptions } from '../../server/io/keys.ts'
import { replaceRootKey } from '../../server/io/root-key-files.ts'
import { startKms } from '../kms-server.ts'
import { testFolder } from '../stores.ts'

const place = '00D000000000001AAA|tenant|private_key'
const secret = Buffer.from('-----BEGIN PRIVATE KEY-----')
const unusable = { code: 'CHOHYO_KEY_UNUSABLE' }
const ARN = 'arn:aws:kms:ap-northeast-1:123456789012:key/1'
const kms = await startKms(t)

/** Where a root key can be; the same is asked of all of them. */
const PLACES: Record<string, (dir: string) => KeysOptions> = {
  'a file': (dir) => ({ dir }),
  'a setting': (dir) => ({ dir, source: randomBytes(32).toString('hex') }),
  'a key service': (dir) => ({ dir, source: ARN, kms })
}

for (const [where, options] of Object.entries(PLACES)) {
  t.test(`a root key in ${where}`, async (t) => {
    const given = options(await testFolder(t))
    const keys = await openKeys(given)

    t.test('opens what it sealed at its own place, after a restart too', async (t) => {
      const sealed = await keys.seal(place, secret)
      t.notOk(Buffer.from(sealed).includes(secret), 'the secret cannot be read in it')
      t.same(Buffer.from(await (await openKeys(given)).open(place, sealed)), secret)
      t.equal(await keys.isOld(sealed), false)
    })

    t.test('seals any bytes at any place, and no two seals are alike', async (t) => {
      await fc.assert(fc.asyncProperty(fc.string({ minLength: 1 }), fc.uint8Array({ minLength: 1, maxLength: 300 }), async (aad, plain) => {
        const sealed = await keys.seal(aad, plain)
        return Buffer.from(await keys.open(aad, sealed)).equals(plain) && !Buffer.from(await keys.seal(aad, plain)).equals(sealed)
      }), { numRuns: 30 })
      t.pass('for 30 of them')
    })

    t.test('opens nothing that was moved to another tenant, changed in a byte or cut', async (t) => {
      const sealed = await keys.seal(place, secret)
      await t.rejects(keys.open('00D000000000002AAA|tenant|private_key', sealed), unusable)
      // The name of the key in the head of a key service's seal is a hint and protects nothing.
      for (let at = where === 'a key service' ? 6 : 0; at < sealed.length; at++) {
        const changed = Uint8Array.from(sealed, (byte, index) => index === at ? byte ^ 1 : byte)
        await t.rejects(keys.open(place, changed), unusable)
      }
      await t.rejects(keys.open(place, sealed.slice(0, 20)), unusable, 'a piece of it neither')
    })

    t.test('is not the key of another installation', async (t) => {
      if (where === 'a key service') return
      const other = await openKeys(options(await testFolder(t)))
      await t.rejects(other.open(place, await keys.seal(place, secret)), unusable)
    })
  })
}

t.test('the root key is a file only its owner may read, and nothing is left beside it', async (t) => {
  const dir = join(await testFolder(t), 'keys')
  await openKeys({ dir })
  t.equal((await stat(join(dir, 'root.key'))).mode & 0o777, 0o400)
  t.equal((await stat(dir)).mode & 0o777, 0o700)
  t.same(await readdir(dir), ['root.key'])
  t.equal((await readFile(join(dir, 'root.key'))).length, 32)
})

t.test('in production a root key that others may read ends the start', async (t) => {
  const dir = await testFolder(t)
  await openKeys({ dir, strict: true })
  await chmod(join(dir, 'root.key'), 0o440)
  await t.rejects(openKeys({ dir, strict: true }), { code: 'CHOHYO_CONFIG_INVALID', message: /KEYS_DIR/ })
  await openKeys({ dir })
})

t.test('first starts at the same moment agree on one key', async (t) => {
  const dir = await testFolder(t)
  const all = await Promise.all(Array.from({ length: 8 }, () => openKeys({ dir })))
  const sealed = await Promise.all(all.map((keys) => keys.seal(place, secret)))
  for (const keys of all) for (const bytes of sealed) t.same(Buffer.from(await keys.open(place, bytes)), secret)
})

t.test('a damaged root key is refused rather than replaced', async (t) => {
  const dir = await testFolder(t)
  await openKeys({ dir })
  await chmod(join(dir, 'root.key'), 0o600)
  await writeFile(join(dir, 'root.key'), 'short')
  await t.rejects(openKeys({ dir }), { code: 'CHOHYO_KEY_UNUSABLE', message: /backup/ })
})

t.test('a replaced root key', async (t) => {
  const dir = await testFolder(t)
  const [running, also] = [await openKeys({ dir }), await openKeys({ dir })]
  const before = await running.seal(place, secret)
  const old = await replaceRootKey(dir)
  const fresh = await openKeys({ dir })

  t.test('stays beside the new one, and what it sealed opens still', async (t) => {
    t.same((await readdir(dir)).sort(), [old, 'root.key'].sort())
    for (const keys of [running, also, fresh]) t.same(Buffer.from(await keys.open(place, before)), secret)
    t.equal(await fresh.isOld(before), true)
  })

  t.test('is used by no process any more, whenever that was started', async (t) => {
    const after = await running.seal(place, secret)
    t.equal(await fresh.isOld(after), false)
    t.same(Buffer.from(await also.open(place, after)), secret)
  })
})

t.test('what was sealed before root keys had names opens as before', async (t) => {
  const dir = await testFolder(t)
  const keys = await openKeys({ dir })
  const sealed = Buffer.from(await keys.seal(place, secret))
  const nameless = Buffer.concat([Buffer.of(1), sealed.subarray(5)])
  t.same(Buffer.from(await keys.open(place, nameless)), secret)
  t.equal(await keys.isOld(nameless), true)
})

t.test('a key service', async (t) => {
  const dir = await testFolder(t)
  const open = (source: string): Promise<Keys> => openKeys({ dir, source, kms })

  t.test('is told the place of what it seals and opens', async (t) => {
    const keys = await open(ARN)
    await keys.open(place, await keys.seal(place, secret))
    t.same(kms.asked.slice(-2), [{ verb: 'Encrypt', keyId: ARN, context: { place } }, { verb: 'Decrypt', keyId: ARN, context: { place } }])
    t.notOk((await readdir(dir)).includes('root.key'), 'no other root key is made')
  })

  t.test('takes over from a file, and another of its keys from the first', async (t) => {
    const file = await (await openKeys({ dir })).seal(place, secret)
    const [first, second] = [await open(ARN), await open(ARN.replace('key/1', 'key/2'))]
    const sealed = await first.seal(place, secret)
    for (const bytes of [file, sealed]) {
      t.same(Buffer.from(await second.open(place, bytes)), secret)
      t.equal(await second.isOld(bytes), true)
    }
    await t.rejects((await openKeys({ dir })).open(place, sealed), { code: 'CHOHYO_KEY_UNUSABLE', message: /ROOT_KEY/ })
  })

  t.test('that refuses us ends the start, and later says that it is not there', async (t) => {
    const keys = await open(ARN)
    const sealed = await keys.seal(place, secret)
    kms.fail('AccessDeniedException')
    const refused = { code: 'CHOHYO_ROOT_KEY_UNAVAILABLE', statusCode: 503, message: /AccessDenied/ }
    await t.rejects(open(ARN), refused)
    await t.rejects(keys.open(place, sealed), refused)
    await t.rejects(keys.ping(), refused)
    kms.fail(null)
    t.same(Buffer.from(await keys.open(place, sealed)), secret)
  })
})
