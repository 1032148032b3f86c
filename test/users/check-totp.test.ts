import { generateSync } from 'otplib'
import t from 'tap'
import { newTotpSecret, stepOf } from '../../server/users/check-totp.ts'

// RFC 6238, appendix B, SHA-1: the last six of the eight digits. The secret is "12345678901234567890".
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const VECTORS: Array<[seconds: number, code: string]> = [[59, '287082'], [1_111_111_109, '081804'], [1_111_111_111, '050471'], [1_234_567_890, '005924'], [2_000_000_000, '279037'], [20_000_000_000, '353130']]

t.test('the codes of RFC 6238 are those we take', async (t) => {
  for (const [seconds, code] of VECTORS) t.equal(stepOf(code, SECRET, new Date(seconds * 1000)), Math.floor(seconds / 30), code)
})

t.test('one step before and after is taken and told apart, two are not', async (t) => {
  const now = 1_700_000_010
  for (const away of [-2, -1, 0, 1, 2]) {
    const code = generateSync({ secret: SECRET, epoch: now + away * 30 })
    t.equal(stepOf(code, SECRET, new Date(now * 1000)), Math.abs(away) < 2 ? Math.floor(now / 30) + away : null, String(away))
  }
})

t.test('what is no code is none', async (t) => {
  for (const text of ['', '12345', '1234567', 'abcdef', '１２３４５６', '-12345', '1e5000']) t.equal(stepOf(text, SECRET, new Date()), null, text)
  t.match(newTotpSecret(), /^[A-Z2-7]{32}$/)
})
