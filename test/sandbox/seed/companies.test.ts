import t from 'tap'
import { makeCompany, makeRegistrationNumber } from '../../../server/sandbox/seed/companies.ts'
import { makePerson } from '../../../server/sandbox/seed/people.ts'
import { makePlace } from '../../../server/sandbox/seed/places.ts'
import { makeRandom } from '../../../server/sandbox/seed/random.ts'
import { personName } from '../../../server/sandbox/schema/names.ts'

const many = <Item>(make: (random: ReturnType<typeof makeRandom>) => Item): Item[] => {
  const random = makeRandom(7)
  return Array.from({ length: 500 }, () => make(random))
}

t.test('registration numbers carry the check digit of a corporate number', async t => {
  const wrong = many(makeRegistrationNumber).filter(number => {
    const [check = 0, ...rest] = number.slice(1).split('').map(Number)
    const sum = rest.reverse().reduce((total, digit, at) => total + digit * (1 + at % 2), 0)
    return !/^T\d{13}$/.test(number) || check !== 9 - sum % 9
  })
  t.strictSame(wrong, [])
})

t.test('Japanese companies, people and places are written as they are in Japan', async t => {
  const names = many(random => makeCompany(random, true).name)
  t.ok(names.some(name => name.startsWith('株式会社')))
  t.ok(names.some(name => name.endsWith('株式会社')))
  t.ok(names.some(name => name.startsWith('㈱')))
  t.ok(names.some(name => name.includes('髙') || name.includes('﨑')))
  t.ok(many(random => makePerson(random, true)).every(person => /^[ァ-ヶー ]+$/.test(person.Kana__c ?? '') && personName({ ...person }) === `${person.LastName} ${person.FirstName}`))
  t.ok(many(random => makePlace(random, true)).every(place => /^\d{3}-\d{4}$/.test(place.PostalCode) && /[都道府県]$/.test(place.State)))
})

t.test('English people have their given name first', async t => {
  t.ok(many(random => makePerson(random, false)).every(person => personName({ ...person }) === `${person.FirstName} ${person.LastName}` && /^[a-z.]+$/.test(person.romaji)))
})

t.test('the same seed gives the same numbers, evenly', async t => {
  t.strictSame(many(random => random.next()), many(random => random.next()))
  const picks = many(random => random.between(1, 5))
  for (const value of [1, 2, 3, 4, 5]) t.ok(picks.filter(pick => pick === value).length > 60, String(value))
})
