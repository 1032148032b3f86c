import { pino } from 'pino'
import { restoreBackup } from '../backups/restore-backup.ts'
import { openRootKey, openStore } from '../deps.ts'
import { BackupNotEmpty } from '../errors.ts'
import { openDatabase } from '../io/database.ts'
import { openKeyStore } from '../io/key-store.ts'
import { asAdministrator, withDatabaseUrl } from './find-database.ts'
import { herePath, readOptions, type Command } from './usage.ts'

const log = pino({ level: 'silent' })

/** A new installation begins where a backup ended: an empty database, an empty DATA_DIR, and the root key of old in KEYS_DIR. */
export const restore: Command = {
  usage: 'restore --from FILE.backup --keys FILE.keys',
  does: 'fill an empty installation from a backup; its root key has to be the one of that time',
  async run (args, config) {
    const { from = '', keys: keysFile = '' } = readOptions(args, { required: ['from', 'keys'] })
    const keys = await openRootKey(config)
    const files = await openStore(config)
    try {
      await withDatabaseUrl(config, async (url) => {
        await demandEmpty(url)
        await (await openKeyStore({ url: config.KEYS_DATABASE_URL || url, log })).close()
        await restoreBackup({ path: herePath(config, keysFile), url: config.KEYS_DATABASE_URL || asAdministrator(config, url), schema: 'chohyo_keys', keys })
        const restored = await restoreBackup({ path: herePath(config, from), url: asAdministrator(config, url), schema: 'public', keys, files })
        process.stdout.write(`Restored, ${restored.files} files with it. Start the service.\n`)
      })
    } finally {
      await files.close()
    }
  }
}

/** Makes the tables, too. */
async function demandEmpty (url: string): Promise<void> {
  const database = await openDatabase({ url, max: 2, log })
  try {
    const tenant = await database.withDoor((trx) => trx.selectFrom('tenant').select('tenant_id').limit(1).executeTakeFirst())
    if (tenant) throw new BackupNotEmpty()
  } finally {
    await database.close()
  }
}
