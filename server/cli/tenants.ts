import { writeFile } from 'node:fs/promises'
import type { Config } from '../config.ts'
import { ErasureUnknown, OutUnwritable, TenantUnknown } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import { findCertificate } from '../tenants/certify-erasure.ts'
import { readOffboarding } from '../tenants/show-offboarding.ts'
import { withRegistry, type Registry } from './org-registry.ts'
import { herePath, readOptions, WrongUse, type Command } from './usage.ts'

/** What the operator sees of the orgs of this installation. Nothing of what they keep is shown, and each look at one of them leaves a line in its histories. */
export const tenants: Command = {
  usage: 'tenants list | offboard --org-id ID | certificate --org-id ID [--out FILE]',
  does: 'the orgs of this installation; how far the end of one is, and its certificate of erasure',
  async run ([verb, ...args], config) {
    const act = verb === undefined ? undefined : VERBS[verb]
    if (!act) throw new WrongUse('tenants needs list, offboard or certificate.')
    await act(config, args)
  }
}

const VERBS: Record<string, (config: Config, args: string[]) => Promise<void>> = { list, offboard, certificate }

async function list (config: Config, args: string[]): Promise<void> {
  readOptions(args, { required: [] })
  await withRegistry(config, async ({ database }) => {
    const rows = await database.withDoor((trx) => trx.selectFrom('tenant').leftJoin('offboarding', 'offboarding.tenant_id', 'tenant.tenant_id')
      .select(['tenant.tenant_id as id', 'tenant.state', 'offboarding.state as ending']).orderBy('tenant.tenant_id').execute())
    for (const { id, state, ending } of rows) process.stdout.write(`${id}  ${state}${ending === null || ending === 'cancelled' ? '' : `, the end of its service: ${ending}`}\n`)
    process.stdout.write(`${rows.length} ${rows.length === 1 ? 'org' : 'orgs'}\n`)
  })
}

/** The operator sees how far it is and what it waits for; asking for it and confirming it is the tenant's own. */
async function offboard (config: Config, args: string[]): Promise<void> {
  const id = readId(args)
  await withRegistry(config, async ({ database }) => {
    const { state, startsAt, graceUntil } = await database.withTenant(id, async (trx) => {
      if (!await trx.selectFrom('tenant').select('tenant_id').executeTakeFirst()) throw new TenantUnknown()
      const shown = await readOffboarding(trx)
      if (shown.state !== 'closed') await recordHistory(trx, id, { kind: 'change', who: 'operator', what: 'look-at-offboarding', about: id, result: 'done' })
      return shown
    })
    process.stdout.write(`${id}: ${WAITS[state](startsAt ?? graceUntil ?? '')}\n`)
  })
}

const WAITS: Record<Awaited<ReturnType<typeof readOffboarding>>['state'], (when: string) => string> = {
  none: () => 'its service goes on. An admin of the tenant asks for the end in the console, or by POST /v1/tenant/offboarding.',
  cancelled: () => 'the end of its service was cancelled, so it goes on.',
  requested: (when) => when === '' ? 'asked for; it waits for a second admin of the tenant.' : `asked for by the only admin; it begins at ${when}.`,
  archiving: () => 'the archive is written as soon as nothing is being made any more. A worker has to run.',
  archived: () => 'the archive is ready; it waits for an admin to download it and to confirm the handover.',
  grace: (when) => `in its time of grace; the keys are destroyed after ${when}.`,
  shredded: () => 'the keys are destroyed, everything is being erased. A worker has to run.',
  erased: () => 'everything is erased; the certificate is made. A worker has to run.',
  closed: () => 'everything is erased: chohyo tenants certificate shows the certificate.'
}

async function certificate (config: Config, args: string[]): Promise<void> {
  const { out } = readOptions(args, { required: ['org-id'], optional: ['out'] })
  const id = readId(args)
  const found = await withRegistry(config, ({ database }: Registry) => findCertificate({ database }, id))
  if (!found) throw new ErasureUnknown()
  const text = `${JSON.stringify(found, null, 2)}\n`
  if (out === undefined) process.stdout.write(text)
  else await writeFile(herePath(config, out), text).catch((error: NodeJS.ErrnoException) => { throw new OutUnwritable(out, error.code ?? error.message) })
}

function readId (args: string[]): string {
  const { 'org-id': id = '' } = readOptions(args, { required: ['org-id'], optional: ['out'] })
  if (!/^00D[A-Za-z0-9]{15}$/.test(id)) throw new WrongUse('--org-id needs the 18 characters of an org id; they begin with 00D.')
  return id
}
