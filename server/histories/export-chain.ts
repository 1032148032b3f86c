import { Readable } from 'node:stream'
import type { Asker } from './asker.ts'
import { writeLine } from './chain-line.ts'
import { readChain } from './read-chain.ts'

const PAGE = 1000

/** The whole chain of the tenant as JSON lines, for `histories verify`: it needs neither us nor a network. */
export function exportChain (tenant: Asker): Readable {
  return Readable.from(write(), { objectMode: false })

  async function * write (): AsyncGenerator<string> {
    for (let after = 0; ;) {
      const from = after
      const lines = await tenant.db((trx) => readChain(trx, { after: from, limit: PAGE }))
      if (lines.length === 0) return
      yield lines.map((line) => `${writeLine(line)}\n`).join('')
      after = lines.at(-1)?.number ?? after
    }
  }
}
