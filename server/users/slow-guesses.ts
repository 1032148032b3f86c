import { createHash } from 'node:crypto'
import { sql, type QueryExecutorProvider } from 'kysely'
import type { Deps } from '../deps.ts'
import { TooManyRequests } from '../errors.ts'
import { both } from '../errors-ja.ts'

/** What is tried, at what (a login, an account) and from which network (network-of.ts). */
export interface Guess { kind: keyof typeof SIZES, about: string, network: string }

interface Size { holds: number, leakMs: number }
interface Bucket extends Size { name: Buffer }
type Door = QueryExecutorProvider

/**
 * Guessing is slowed down, and nobody is locked out: what fails fills buckets that leak. Those who guess from one network wait soon; who guesses at one
 * login from many networks makes wait whoever has not signed in from where they are before, so the owner gets in. The buckets are those of all processes.
 */
const SIZES = {
  password: { pair: { holds: 5, leakMs: 30_000 }, network: { holds: 40, leakMs: 10_000 }, about: { holds: 40, leakMs: 10_000 } },
  // Three of a million codes are good at a time: a stranger who knows the password has 288 tries a day, of which one in a thousand days finds one.
  factor: { pair: { holds: 5, leakMs: 60_000 }, network: { holds: 40, leakMs: 10_000 }, about: { holds: 10, leakMs: 300_000 } },
  link: { pair: { holds: 20, leakMs: 5_000 }, network: { holds: 20, leakMs: 5_000 }, about: { holds: 1000, leakMs: 100 } },
  mail: { pair: { holds: 3, leakMs: 600_000 }, network: { holds: 20, leakMs: 60_000 }, about: { holds: 3, leakMs: 600_000 } }
} satisfies Record<string, Record<'pair' | 'network' | 'about', Size>>

const WELCOME_MS = 90 * 86_400_000

/** A try begins: it counts as failed until `takeBackGuess`, so that of many at once all but the first few wait. Errors: TooManyRequests with the seconds to wait; then it does not count. */
export async function countGuess (deps: Pick<Deps, 'database' | 'now'>, guess: Guess): Promise<void> {
  const now = deps.now()
  await deps.database.withDoor(async (trx) => {
    const waits: number[] = []
    for (const { name, holds, leakMs } of await bucketsOf(trx, guess, now)) waits.push(await fill(trx, { name, holds, leakMs }, now))
    const seconds = Math.ceil(Math.max(0, ...waits) / 1000)
    if (seconds > 0) throw Object.assign(new TooManyRequests(both(`${seconds} seconds`, `${seconds} 秒`)), { seconds })
  })
}

/** It was no guess: it does not count, and this network is known to be the owner's. */
export async function takeBackGuess (deps: Pick<Deps, 'database' | 'now'>, guess: Guess): Promise<void> {
  const now = deps.now()
  await deps.database.withDoor(async (trx) => {
    for (const { name, leakMs } of await bucketsOf(trx, guess, now)) {
      await sql`update chohyo_limits.guess set empty_at = empty_at - make_interval(secs => ${leakMs / 1000}) where name = ${name}`.execute(trx)
    }
    await sql`delete from chohyo_limits.guess where name = ${nameOf(guess.kind, guess.about, guess.network)} or empty_at < ${now}`.execute(trx)
    await sql`insert into chohyo_limits.guess (name, empty_at) values (${welcomeOf(guess)}, ${new Date(now.getTime() + WELCOME_MS)})
      on conflict (name) do update set empty_at = excluded.empty_at`.execute(trx)
  })
}

/** In one order for everybody, so that nobody waits for each other. */
async function bucketsOf (trx: Door, guess: Guess, now: Date): Promise<Bucket[]> {
  const { kind, about, network } = guess
  const { rows: [isWelcome] } = await sql`select from chohyo_limits.guess where name = ${welcomeOf(guess)} and empty_at > ${now}`.execute(trx)
  const sizes = SIZES[kind]
  const own = [{ name: nameOf(kind, about, network), ...sizes.pair }, { name: nameOf(kind, '', network), ...sizes.network }]
  return (isWelcome ? own : [...own, { name: nameOf(kind, about, ''), ...sizes.about }]).sort((one, other) => Buffer.compare(one.name, other.name))
}

/** Milliseconds to wait until there is room for this one; 0 when there is. */
async function fill (trx: Door, { name, holds, leakMs }: Bucket, now: Date): Promise<number> {
  const leak = sql`make_interval(secs => ${leakMs / 1000})`
  const { rows: [row] } = await sql<{ empty_at: Date }>`
    insert into chohyo_limits.guess as g (name, empty_at) values (${name}, ${now}::timestamptz + ${leak})
    on conflict (name) do update set empty_at = greatest(g.empty_at, ${now}::timestamptz) + ${leak} returning empty_at`.execute(trx)
  return Math.max(0, (row?.empty_at.getTime() ?? 0) - now.getTime() - holds * leakMs)
}

function welcomeOf ({ kind, about, network }: Guess): Buffer {
  return nameOf(`welcome ${kind}`, about, network)
}

function nameOf (...parts: string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest()
}
