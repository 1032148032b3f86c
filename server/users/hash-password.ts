import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { ServiceBusy } from '../errors.ts'

const derive = promisify(argon2)

/** https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id */
const COST = { memory: 19_456, passes: 2, parallelism: 1 }
const LENGTH = 32
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{22,128})$/

// One after the other: a crowd at the door must not take the memory and the threads that documents need.
const MOST_WAITING = 50
let waiting = 0
let last: Promise<unknown> = Promise.resolve()

/** A password as it is stored: argon2id as a PHC string (https://github.com/P-H-C/phc-string-format). */
export async function hashPassword (password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await inTurn(() => derive('argon2id', { ...COST, message: plain(password), nonce: salt, tagLength: LENGTH }))
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(salt)}$${unpadded(hash)}`
}

/** Whether this is the password; without a stored one it takes as long and says no. Errors: ServiceBusy when too many wait. */
export async function isPassword (password: string, stored: string | null): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', hash = ''] = PHC.exec(stored ?? await nobody()) ?? []
  const expected = Buffer.from(hash, 'base64')
  const found = await inTurn(() => derive('argon2id', { message: plain(password), nonce: Buffer.from(salt, 'base64'), memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism), tagLength: expected.length }))
  return timingSafeEqual(found, expected) && stored !== null
}

/** It was stored with a lower cost than passwords are now. */
export function isOutdated (stored: string): boolean {
  const [, memory, passes] = PHC.exec(stored) ?? []
  return Number(memory) < COST.memory || Number(passes) < COST.passes
}

let nobodys: Promise<string> | undefined

/** A password that nobody has. */
function nobody (): Promise<string> {
  nobodys ??= hashPassword(randomBytes(32).toString('base64'))
  return nobodys
}

async function inTurn<Result> (work: () => Promise<Result>): Promise<Result> {
  if (waiting >= MOST_WAITING) throw new ServiceBusy()
  waiting++
  const mine = last.then(work).finally(() => { waiting-- })
  last = mine.catch(() => {})
  return await mine
}

/** The same letters typed on another keyboard are other bytes; NIST SP 800-63B-4, 3.1.1.2. */
function plain (password: string): string {
  return password.normalize('NFKC')
}

function unpadded (bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
