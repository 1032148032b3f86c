import { argon2Sync } from 'node:crypto'
import t from 'tap'
import { hashPassword, isPassword } from '../../server/users/hash-password.ts'

t.test('a password is argon2id with a salt of its own', async (t) => {
  const [first, second] = await Promise.all([hashPassword('ひみつ'), hashPassword('ひみつ')])
  t.not(first, second)
  const [, salt = '', hash = ''] = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$([^$]+)\$([^$]+)$/.exec(first) ?? []
  const expected = argon2Sync('argon2id', { message: 'ひみつ', nonce: Buffer.from(salt, 'base64'), memory: 19456, passes: 2, parallelism: 1, tagLength: 32 })
  t.equal(Buffer.from(hash, 'base64').toString('hex'), expected.toString('hex'))
})

t.test('the same letters are the same password, on whichever keyboard', async (t) => {
  const stored = await hashPassword('Ｐａｓｓガ')
  t.equal(await isPassword('Passガ'.normalize('NFD'), stored), true)
  t.equal(await isPassword('passガ', stored), false)
})

t.test('a hash of other costs is still read, and without a hash nothing is right', async (t) => {
  const salt = Buffer.alloc(16, 1)
  const hash = argon2Sync('argon2id', { message: 'p', nonce: salt, memory: 64, passes: 3, parallelism: 2, tagLength: 24 })
  const stored = `$argon2id$v=19$m=64,t=3,p=2$${salt.toString('base64').replace(/=+$/, '')}$${hash.toString('base64')}`
  t.equal(await isPassword('p', stored), true)
  t.equal(await isPassword('q', stored), false)
  t.equal(await isPassword('p', null), false)
})

t.test('a crowd is told to come back', async (t) => {
  const crowd = await Promise.allSettled(Array.from({ length: 60 }, () => isPassword('p', '$argon2id$v=19$m=64,t=3,p=1$AQEBAQEBAQEBAQEBAQEBAQ$AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE')))
  t.equal(crowd.filter((one) => one.status === 'rejected' && (one.reason as { code?: string }).code === 'CHOHYO_SERVICE_BUSY').length, 10)
  t.equal(await isPassword('p', null), false, 'and the next is served')
})
