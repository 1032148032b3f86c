import t from 'tap'
import { LONGEST, SHORTEST, lengthOf } from '../../server/console/app/password-length.ts'
import { demandGoodPassword } from '../../server/users/demand-good-password.ts'

const WORDS = 'six quiet herons stand by the river 𠮷野家 ㍿ and do not move until the moon is over the hills, then they fly to the sea in a long line of wings '

/** As many characters as the console counts. */
const ofLength = (wanted: number): string => [...WORDS.normalize('NFKC')].slice(0, wanted).join('')

t.test('the console says the lengths of passwords that the service asks for', async (t) => {
  for (const role of ['admin', 'general', 'auditor'] as const) {
    const isTaken = (length: number): boolean => {
      const password = ofLength(length)
      t.equal(lengthOf(password), length)
      try {
        demandGoodPassword(password, { role, words: [] })
        return true
      } catch {
        return false
      }
    }
    t.notOk(isTaken(SHORTEST[role] - 1), `${role}: too short`)
    t.ok(isTaken(SHORTEST[role]), `${role}: long enough`)
    t.ok(isTaken(LONGEST), `${role}: as long as can be`)
    t.notOk(isTaken(LONGEST + 1), `${role}: too long`)
  }
  t.equal(lengthOf('㍿𠮷'), 5, 'what stands for several characters counts as those')
})
