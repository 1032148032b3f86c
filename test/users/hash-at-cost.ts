import { argon2Sync, randomBytes } from 'node:crypto'

/** A password as an installation of former times stored it. */
export async function hashAtCost (password: string, memory: number): Promise<string> {
  const nonce = randomBytes(16)
  const hash = argon2Sync('argon2id', { message: password.normalize('NFKC'), nonce, memory, passes: 2, parallelism: 1, tagLength: 32 })
  const plain = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
  return `$argon2id$v=19$m=${memory},t=2,p=1$${plain(nonce)}$${plain(hash)}`
}
