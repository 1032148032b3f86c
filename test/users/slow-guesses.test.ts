import t from 'tap'
import { countGuess, takeBackGuess, type Guess } from '../../server/users/slow-guesses.ts'
import { testDatabase } from '../stores.ts'

t.test('wrong guesses fill buckets that leak, those of all processes', async (t) => {
  const { database } = await testDatabase(t)
  let clock = Date.now()
  const deps = { database, now: () => new Date(clock) }
  const guess = (about: string, network: string, kind: Guess['kind'] = 'password'): Guess => ({ kind, about, network })
  /** Seconds one has to wait; 0 when the guess was made. */
  const wait = (of: Guess) => countGuess(deps, of).then(() => 0, (error: Error & { seconds: number }) => error.seconds)
  const fail = async (times: number, about: string, network: string) => { for (let at = 0; at < times; at++) await countGuess(deps, guess(about, network)) }

  await fail(5, 'taro', 'office')
  t.equal(await wait(guess('taro', 'office')), 30)
  t.equal(await wait(guess('taro', 'office')), 30, 'waiting does not count')
  t.equal(await wait(guess('taro', 'home')), 0, 'elsewhere nobody guessed')
  t.equal(await wait(guess('hana', 'office')), 0, 'and nobody else')
  t.equal(await wait(guess('taro', 'office', 'factor')), 0, 'nor at anything else')
  clock += 20_000
  t.equal(await wait(guess('taro', 'office')), 10)
  clock += 10_000
  t.equal(await wait(guess('taro', 'office')), 0)

  t.test('of many at the same moment all but the first few wait', async (t) => {
    const waits = await Promise.all(Array.from({ length: 12 }, () => wait(guess('ken', 'cafe'))))
    t.equal(waits.filter((seconds) => seconds === 0).length, 5)
  })

  t.test('one network that tries many logins waits', async (t) => {
    for (let at = 0; at < 40; at++) await countGuess(deps, guess(`login ${at}`, 'thief'))
    t.ok(await wait(guess('a new one', 'thief')) > 0)
  })

  t.test('many networks that try one login make strangers wait, and not who was here before', async (t) => {
    await countGuess(deps, guess('yui', 'office'))
    await takeBackGuess(deps, guess('yui', 'office'))
    for (let at = 0; at < 40; at++) await countGuess(deps, guess('yui', `net ${at}`))
    t.ok(await wait(guess('yui', 'net 99')) > 0)
    t.equal(await wait(guess('yui', 'office')), 0)
    clock += 600_000
    t.equal(await wait(guess('yui', 'net 99')), 0, 'later it is forgotten')
  })

  t.test('an office full of people who know their passwords does not wait', async (t) => {
    for (let at = 0; at < 100; at++) {
      t.equal(await wait(guess(`user ${at}`, 'tower')), 0)
      await takeBackGuess(deps, guess(`user ${at}`, 'tower'))
    }
  })
})
