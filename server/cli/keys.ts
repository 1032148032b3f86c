import { pino } from 'pino'
import type { Config } from '../config.ts'
import { openRootKey } from '../deps.ts'
import { openDatabase } from '../io/database.ts'
import { openKeyStore } from '../io/key-store.ts'
import { replaceRootKey } from '../io/root-key-files.ts'
import { resealSigningKey } from '../io/signing-key.ts'
import { resealKeys } from '../tenants/reseal-keys.ts'
import { withDatabaseUrl } from './find-database.ts'
import { readOptions, WrongUse, type Command } from './usage.ts'

const log = pino({ level: 'silent' })

/** The root key; each org's own keys are renewed by its admins. */
export const keys: Command = {
  usage: 'keys rotate-root',
  does: 'a new root key for this installation, also while it works; with ROOT_KEY in AWS KMS, seal with that key whatever an earlier one has sealed',
  async run ([verb, ...args], config) {
    readOptions(args, { required: [] })
    if (verb !== 'rotate-root') throw new WrongUse(verb === undefined ? 'keys needs to be told what: rotate-root.' : `keys cannot ${verb}.`)
    // Processes that run notice the new file before they seal the next time.
    const old = config.ROOT_KEY === '' ? await replaceOld(config) : null
    const count = await reseal(config)
    process.stdout.write(`Sealed anew: ${count} keys of orgs.\n`)
    if (old !== null) process.stdout.write(`Back up root.key now. The one before is kept as ${old} in ${config.keysDir}: backups until today need it. Delete it when the last of them is gone.\n`)
  }
}

async function replaceOld (config: Config): Promise<string> {
  await openRootKey(config)
  return replaceRootKey(config.keysDir)
}

async function reseal (config: Config): Promise<number> {
  const root = await openRootKey(config)
  await resealSigningKey({ dir: config.keysDir, keys: root })
  return withDatabaseUrl(config, async (url) => {
    const database = await openDatabase({ url, max: 2, log })
    const store = await openKeyStore({ url: config.KEYS_DATABASE_URL || url, log })
    try {
      return await resealKeys({ database, store, keys: root })
    } finally {
      await store.close()
      await database.close()
    }
  })
}
