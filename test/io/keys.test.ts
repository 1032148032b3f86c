import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { openKeys } from '../../server/io/keys.ts'
import { testFolder } from '../stores.ts'

const place = '00D000000000001AAA|tenant|private_key'
const secret = Buffer.from('-----BEGIN PRIVATE KEY-----')

t.test('what is sealed opens again at its own place, after a restart too', async (t) => {
  const dir = await testFolder(t)
  const sealed = (await openKeys({ dir })).seal(place, secret)
  t.notOk(Buffer.from(sealed).includes(secret), 'the secret cannot be read in it')
  t.same(Buffer.from((await openKeys({ dir })).open(place, sealed)), secret)
})

t.test('any bytes at any place survive sealing, and no two seals are alike', async (t) => {
  const keys = await openKeys({ dir: await testFolder(t) })
  fc.assert(fc.property(fc.string(), fc.uint8Array({ maxLength: 300 }), (aad, plain) => {
    const sealed = keys.seal(aad, plain)
    return Buffer.from(keys.open(aad, sealed)).equals(plain) && !Buffer.from(keys.seal(aad, plain)).equals(sealed)
  }))
  t.pass('for 100 of them')
})

t.test('a secret moved to another tenant, or changed in any byte, does not open', async (t) => {
  const keys = await openKeys({ dir: await testFolder(t) })
  const sealed = keys.seal(place, secret)
  t.throws(() => keys.open('00D000000000002AAA|tenant|private_key', sealed), { code: 'CHOHYO_KEY_UNUSABLE' })
  for (let at = 0; at < sealed.length; at++) {
    const changed = Uint8Array.from(sealed, (byte, index) => index === at ? byte ^ 1 : byte)
    t.throws(() => keys.open(place, changed), { code: 'CHOHYO_KEY_UNUSABLE' })
  }
  t.throws(() => keys.open(place, sealed.slice(0, 20)), { code: 'CHOHYO_KEY_UNUSABLE' }, 'a piece of it neither')
})

t.test('another installation cannot open it', async (t) => {
  const [one, other] = [await openKeys({ dir: await testFolder(t) }), await openKeys({ dir: await testFolder(t) })]
  t.throws(() => other.open(place, one.seal(place, secret)), { code: 'CHOHYO_KEY_UNUSABLE' })
})

t.test('the root key is a file only its owner may read, and nothing is left beside it', async (t) => {
  const dir = join(await testFolder(t), 'keys')
  await openKeys({ dir })
  t.equal((await stat(join(dir, 'root.key'))).mode & 0o777, 0o400)
  t.equal((await stat(dir)).mode & 0o777, 0o700)
  t.same(await readdir(dir), ['root.key'])
  t.equal((await readFile(join(dir, 'root.key'))).length, 32)
})

t.test('first starts at the same moment agree on one key', async (t) => {
  const dir = await testFolder(t)
  const all = await Promise.all(Array.from({ length: 8 }, () => openKeys({ dir })))
  const sealed = all.map((keys) => keys.seal(place, secret))
  for (const keys of all) for (const bytes of sealed) t.same(Buffer.from(keys.open(place, bytes)), secret)
})

t.test('a damaged root key is refused rather than replaced', async (t) => {
  const dir = await testFolder(t)
  await openKeys({ dir })
  await chmod(join(dir, 'root.key'), 0o600)
  await writeFile(join(dir, 'root.key'), 'short')
  await t.rejects(openKeys({ dir }), { code: 'CHOHYO_KEY_UNUSABLE', message: /backup/ })
})
