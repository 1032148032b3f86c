import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writeBackup } from '../backups/write-backup.ts'
import { openRootKey, openStore } from '../deps.ts'
import { asAdministrator, withDatabaseUrl } from './find-database.ts'
import { herePath, readOptions, type Command } from './usage.ts'

/** Everything of this installation but its root key, while it works. Two files: keys are kept for a shorter time than data, else a destroyed key would live on in them. */
export const backup: Command = {
  usage: 'backup --out FOLDER',
  does: 'write all data and files, encrypted, and apart from them the keys of the orgs; the root key is not in it',
  async run (args, config) {
    const { out = '' } = readOptions(args, { required: ['out'] })
    const folder = herePath(config, out)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const name = join(folder, `chohyo-${new Date().toISOString().replace(/[:.]/g, '-')}`)
    const keys = await openRootKey(config)
    const files = await openStore(config)
    try {
      await withDatabaseUrl(config, async (url) => {
        const written = await writeBackup({ path: `${name}.backup`, url: asAdministrator(config, url), schema: 'public', keys, files })
        await writeBackup({ path: `${name}.keys`, url: config.KEYS_DATABASE_URL || asAdministrator(config, url), schema: 'chohyo_keys', keys })
        process.stdout.write([
          `Written: ${name}.backup, ${written.tables} tables and ${written.files} files`,
          `Written: ${name}.keys, the keys of the orgs: keep it elsewhere, and for 30 days at most`,
          'To restore them one needs the root key, too. It is not in them: keep a copy of it in a third place.',
          ''
        ].join('\n'))
      })
    } finally {
      await files.close()
    }
  }
}
