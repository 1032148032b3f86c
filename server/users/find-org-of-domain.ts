import type { Deps } from '../deps.ts'
import { getSettings } from '../tenants/get-settings.ts'
import { countGuess } from './slow-guesses.ts'

/**
 * The org whose single sign-on is for this mail domain: it says so in its settings and has an account there. A domain that two orgs say is theirs leads
 * nowhere, so nobody draws the people of others to his own provider. Says nothing of single people. Errors: TooManyRequests.
 */
export async function findOrgOfDomain (deps: Deps, { domain: written, network }: { domain: string, network: string }): Promise<string | null> {
  await countGuess(deps, { kind: 'link', about: 'any domain', network })
  const domain = written.toLowerCase()
  const orgs = await deps.database.withDoor((trx) => trx.selectFrom('user_account').select('tenant_id').distinct().where('state', '=', 'active').where('login', 'like', `%@${domain.replace(/[\\%_]/g, '\\$&')}`).limit(10).execute())
  const found = await Promise.all(orgs.map(async ({ tenant_id: id }) => {
    const { sso } = await deps.database.withTenant(id, (trx) => getSettings(trx))
    return sso?.domains?.includes(domain) ? [id] : []
  }))
  const [org, ...others] = found.flat()
  return org !== undefined && others.length === 0 ? org : null
}
