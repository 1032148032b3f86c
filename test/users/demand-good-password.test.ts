import fc from 'fast-check'
import t from 'tap'
import { demandGoodPassword } from '../../server/users/demand-good-password.ts'

const owner = { role: 'general', words: ['hanako.suzuki@example.co.jp', '鈴木 花子', '株式会社サンプル商事'] } as const
const fault = (password: string, role: 'general' | 'admin' = 'general'): string | null => {
  try {
    demandGoodPassword(password, { ...owner, words: [...owner.words], role })
    return null
  } catch (error) {
    return (error as Error).message
  }
}

t.test('a password of several words is good, in whatever script', async (t) => {
  for (const good of ['correct horse battery staple', '桜の花びらが静かに舞い落ちる', 'w7#Kq!zP2m@Lx9', 'пять больших синих китов', '🐳 seven 🐙 eight 🐌', 'a'.repeat(3) + 'bcz kettle 41 moss']) t.equal(fault(good, [...good].length >= 15 ? 'admin' : 'general'), null, good)
})

t.test('length is counted in characters, from 12 (15 for admins) to 128', async (t) => {
  t.match(fault('k4!vTq9#mZp'), /it has 11 characters, and 12 are the least/)
  t.equal(fault('k4!vTq9#mZpW'), null)
  t.match(fault('k4!vTq9#mZpW', 'admin'), /15 are the least/)
  t.match(fault('🐳🐙🐌🦀🐬🦑🐠🐡🦈🐟🐚'), /it has 11 characters/, 'a whale is one character')
  const long = Array.from({ length: 128 }, (_, at) => 'qmxzvkwjpg'[at * 7 % 10]).join('')
  t.equal(fault(long), null)
  t.match(fault(`${long}q`), /more than 128/)
})

t.test('what many people use is refused, also with digits and marks around it, in capitals, or twice', async (t) => {
  for (const bad of ['password1234', 'Password123!!!', 'PASSWORDPASSWORD', 'iloveyou2024!', 'qwertyuiop[]\\', '123456789012', 'aaaaaaaaaaaa', 'abababababab', 'abcdefghijkl', '987654321098', 'sunshine----', '1q2w3e4r5t6y']) t.match(fault(bad), /not taken/, bad)
})

t.test('nor one with the names of its owner, org or product in it', async (t) => {
  for (const bad of ['hanako.suzuki-7!', 'Suzuki & the 5 whales', 'サンプル商事の夏 2031', '鈴木 花子 1999年春の', 'my chohyo secret 88', 'ＨＡＮＡＫＯ likes 5 tea']) t.match(fault(bad), /name/, bad)
})

t.test('no text makes it fail otherwise, and no long random one is refused', async (t) => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => { const said = fault(text); return said === null || said.startsWith('This password is not taken') }))
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 61 }), { minLength: 20, maxLength: 40 }).filter((places) => new Set(places).size > 9), (places) => fault(`${places.map((at) => 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'[at]).join('')}~`) === null))
})
