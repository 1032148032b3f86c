import { openQueue } from '../../server/io/queue.ts'
import { openDatabase } from '../../server/io/database.ts'
import { openFiles } from '../../server/io/files.ts'
import { openKeyStore } from '../../server/io/key-store.ts'
import { openKeys } from '../../server/io/keys.ts'
import { openKeyRings } from '../../server/io/secrets.ts'
import { openSigningKey } from '../../server/io/signing-key.ts'
import type { Deps } from '../../server/deps.ts'
import { stepOffboarding } from '../../server/tenants/step-offboarding.ts'
import { silent } from '../postgres-server.ts'

// A worker that is killed, as by kill -9, before or after its n-th act on the outside world. `node offboard-child.ts URL DIR TENANT N`
const [url = '', dir = '', tenantId = '', most = '0'] = process.argv.slice(2)
let left = Number(most)

/** Dies in the middle: half of the time before the act, half of the time after it. */
function mortal<Act extends (...args: never[]) => Promise<unknown>> (act: Act): Act {
  return (async (...args: Parameters<Act>) => {
    const isLast = --left === 0
    if (isLast && Number(most) % 2 === 0) process.kill(process.pid, 'SIGKILL')
    const done = await act(...args)
    if (isLast) process.kill(process.pid, 'SIGKILL')
    return done
  }) as Act
}

const keys = await openKeys({ dir })
const database = await openDatabase({ url, log: silent })
const files = openFiles({ dir: `${dir}/files` })
const keyRings = openKeyRings({ store: await openKeyStore({ url, log: silent }), root: keys })
const queue = await openQueue({ postgresUrl: url }, silent)
const deps = {
  config: { publicUrl: 'https://chohyo.test' },
  log: silent,
  database: { ...database, withTenant: mortal(database.withTenant as never) },
  files: { ...files, removeAll: mortal(files.removeAll), save: mortal(files.save) },
  keyRings: { ...keyRings, destroy: mortal(keyRings.destroy) },
  queue: { ...queue, forget: mortal(queue.forget) },
  signing: await openSigningKey({ dir, keys }),
  now: () => new Date()
} as unknown as Deps
console.log(await stepOffboarding(deps, tenantId))
process.exit(0)
