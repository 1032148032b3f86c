import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import pg from 'pg'
import t from 'tap'
import { openKeyStore } from '../../server/io/key-store.ts'
import { openKeys } from '../../server/io/keys.ts'
import { openKeyRings, type KeyRings } from '../../server/io/secrets.ts'
import { dataFolder } from '../data-folder.ts'
import { silent, testDatabaseUrl } from '../stores.ts'

const ONE = '00D000000000001AAA'
const OTHER = '00D000000000002AAA'
const place = { table: 'document', column: 'file_name', row: '1' }

t.test('a tenant\'s own keys', async (t) => {
  const url = await testDatabaseUrl(t)
  const root = await openKeys({ dir: await dataFolder(t) })
  /** As another process has them. */
  const open = async (): Promise<KeyRings> => {
    const store = await openKeyStore({ url, log: silent })
    t.teardown(() => store.close())
    return openKeyRings({ store, root })
  }
  const [rings, others] = await Promise.all([open(), open()])
  const client = new pg.Client({ connectionString: url.replace('//chohyo@', '//postgres@') })
  await client.connect()
  t.teardown(() => client.end())

  t.test('what is sealed opens in every process, and two first uses at once make one key', async (t) => {
    const [first, second] = await Promise.all([rings.secretsOf(ONE).seal(place, '株式会社髙橋製作所'), others.secretsOf(ONE).seal(place, 'b')])
    t.equal((await others.secretsOf(ONE).open(place, first)).toString(), '株式会社髙橋製作所')
    t.equal((await rings.secretsOf(ONE).open(place, second)).toString(), 'b')
    t.equal((await rings.list(ONE)).length, 1)
    t.notOk(first.includes(Buffer.from('製作所')))
  })

  t.test('any bytes come back as they were', async (t) => {
    const secrets = rings.secretsOf(ONE)
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (plain) => (await secrets.open(place, await secrets.seal(place, plain))).equals(plain)), { numRuns: 100 })
    t.pass('')
  })

  t.test('moved to another tenant, table, column or row it does not open, nor changed in one bit', async (t) => {
    const secrets = rings.secretsOf(ONE)
    const sealed = await secrets.seal(place, 'secret')
    await rings.secretsOf(OTHER).seal(place, 'x')
    const refused = { code: 'CHOHYO_KEY_UNUSABLE' }
    await t.rejects(rings.secretsOf(OTHER).open(place, sealed), refused)
    for (const moved of [{ table: 'parcel' }, { column: 'error' }, { row: '2' }]) await t.rejects(secrets.open({ ...place, ...moved }, sealed), refused)
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      await t.rejects(secrets.open(place, changed), refused, `byte ${at}`)
    }
    await t.rejects(secrets.open(place, randomBytes(20)), refused)
  })

  t.test('a blind index finds the same text again, whatever its width, and tells nothing to a neighbour', async (t) => {
    const [own, same, other, neighbour] = await Promise.all([rings.secretsOf(ONE).index('name', 'ABC商事'), others.secretsOf(ONE).index('name', 'ＡＢＣ商事'), rings.secretsOf(ONE).index('mail', 'ABC商事'), rings.secretsOf(OTHER).index('name', 'ABC商事')])
    t.ok(own.equals(same))
    t.notOk(own.equals(other))
    t.notOk(own.equals(neighbour))
  })

  t.test('a rotation while others read and write loses nothing', async (t) => {
    const before = await rings.secretsOf(ONE).seal(place, 'before')
    const index = await rings.secretsOf(ONE).index('name', 'x')
    const isOver = { now: false }
    const work = async (each: KeyRings): Promise<number> => {
      let done = 0
      for (; !isOver.now; done += 1) {
        const sealed = await each.secretsOf(ONE).seal(place, `text ${done}`)
        t.equal((await (done % 2 === 0 ? rings : others).secretsOf(ONE).open(place, sealed)).toString(), `text ${done}`)
        await setTimeout(1)
      }
      return done
    }
    const working = [work(rings), work(others)]
    for (const version of [2, 3, 4]) {
      t.equal(await rings.rotate(ONE), version)
      await setTimeout(50)
    }
    isOver.now = true
    const [some = 0, more = 0] = await Promise.all(working)
    t.ok(some > 10 && more > 10, `${some} and ${more}`)
    t.same((await rings.list(ONE)).map(({ version, state }) => [version, state]), [[1, 'retired'], [2, 'retired'], [3, 'retired'], [4, 'active']])
    t.equal((await rings.secretsOf(ONE).open(place, before)).toString(), 'before')
    t.ok(index.equals(await rings.secretsOf(ONE).index('name', 'x')))
    const { rows } = await client.query('select version, count(*)::int as keys from chohyo_keys.data_key where tenant_id = $1 group by 1', [ONE])
    t.same(rows, [{ version: 4, keys: 9 }], 'the older data keys are sealed by the newest key')
  })

  t.test('a key that has sealed as much as one may gets a successor by itself', async (t) => {
    const store = await openKeyStore({ url, log: silent })
    t.teardown(() => store.close())
    const { secretsOf } = openKeyRings({ store, root, mostSeals: 5 })
    const id = '00D000000000004AAA'
    const sealed = await Promise.all(Array.from({ length: 6 }, (_, at) => secretsOf(id).seal(place, `text ${at}`)))
    await setTimeout(5100)
    await secretsOf(id).seal(place, 'sees that it is enough')
    const after = await secretsOf(id).seal(place, 'after')
    const keys = (await client.query<{ id: number, isCurrent: boolean }>('select id, is_current as "isCurrent" from chohyo_keys.data_key where tenant_id = $1 and purpose = $2 order by id', [id, 'fields'])).rows
    t.match(keys, [{ id: 1, isCurrent: false }, { id: 4, isCurrent: true }])
    t.same([...sealed, after].map((bytes) => bytes.readUInt32BE(1)), [1, 1, 1, 1, 1, 1, 4])
    for (const [at, bytes] of sealed.entries()) t.equal((await others.secretsOf(id).open(place, bytes)).toString(), `text ${at}`)
    t.equal((await others.secretsOf(id).open(place, after)).toString(), 'after')
    t.equal((await rings.list(id)).length, 1, 'it is no new key of the tenant')
  })

  t.test('destroyed, nothing opens any more, in other processes neither, and the neighbour is untouched', async (t) => {
    const [mine, theirs] = await Promise.all([rings.secretsOf(ONE).seal(place, 'mine'), rings.secretsOf(OTHER).seal(place, 'theirs')])
    const file = await rings.secretsOf(ONE).sealFile('a', Buffer.from('mine'))
    await rings.destroy(ONE)
    await t.rejects(rings.secretsOf(ONE).open(place, mine), { code: 'CHOHYO_KEYS_DESTROYED', statusCode: 410 })
    await t.rejects(rings.secretsOf(ONE).openFile('a', file), { code: 'CHOHYO_KEYS_DESTROYED' })
    await t.rejects(rings.secretsOf(ONE).seal(place, 'more'), { code: 'CHOHYO_KEYS_DESTROYED' })
    await t.rejects(rings.rotate(ONE), { code: 'CHOHYO_KEYS_DESTROYED' })
    await setTimeout(5100)
    await t.rejects(others.secretsOf(ONE).open(place, mine), { code: 'CHOHYO_KEYS_DESTROYED' })
    await t.rejects((await open()).secretsOf(ONE).open(place, mine), { code: 'CHOHYO_KEYS_DESTROYED' })
    t.equal((await others.secretsOf(OTHER).open(place, theirs)).toString(), 'theirs')
  })
})
