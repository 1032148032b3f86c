import t from 'tap'
import { openGuesses } from '../../server/users/slow-guesses.ts'

t.test('wrong guesses fill buckets that leak', async (t) => {
  let now = 0
  const { mustWait, failed, succeeded } = openGuesses(() => now)
  const fail = (times: number, login: string, network: string) => { for (let at = 0; at < times; at++) failed(login, network) }

  fail(4, 'taro', 'office')
  t.equal(mustWait('taro', 'office'), 0)
  fail(1, 'taro', 'office')
  t.equal(mustWait('taro', 'office'), 30)
  t.equal(mustWait('taro', 'home'), 0, 'elsewhere nobody guessed')
  t.equal(mustWait('hana', 'office'), 0, 'and nobody else')
  now += 20_000
  t.equal(mustWait('taro', 'office'), 10)
  now += 10_000
  t.equal(mustWait('taro', 'office'), 0)

  t.test('one network that tries many logins waits', async (t) => {
    for (let at = 0; at < 40; at++) failed(`login ${at}`, 'thief')
    t.ok(mustWait('a new one', 'thief') > 0)
  })

  t.test('many networks that try one login make strangers wait, and not who was here before', async (t) => {
    failed('hana', 'office')
    succeeded('hana', 'office')
    for (let at = 0; at < 60; at++) failed('hana', `net ${at}`)
    t.ok(mustWait('hana', 'net 99') > 0)
    t.equal(mustWait('hana', 'office'), 0)
    now += 600_000
    t.equal(mustWait('hana', 'net 99'), 0, 'later it is forgotten')
  })

  t.test('an office full of people who know their passwords does not wait', async (t) => {
    for (let at = 0; at < 200; at++) {
      t.equal(mustWait(`user ${at}`, 'tower'), 0)
      failed(`user ${at}`, 'tower')
      succeeded(`user ${at}`, 'tower')
    }
  })
})
