import { randomBytes } from 'node:crypto'
import type { Deps } from '../deps.ts'
import { both, type Both } from '../errors-ja.ts'
import { approvedSet } from '../sandbox/oauth.ts'
import type { Sandbox, SandboxUser } from '../sandbox/start-sandbox.ts'
import { offerDemo } from '../users/demo-users.ts'
import { keepAccount } from '../users/keep-account.ts'
import { isRightPassword } from '../users/sign-in.ts'

/** What the demo's users are to people who try it out, by their profile in the sandbox org. */
const TITLES: Readonly<Record<string, Both>> = {
  'System Administrator': both('System administrator', 'システム管理者'),
  'Sales Rep': both('Sales rep', '営業担当'),
  'Limited Sales Rep': both('Sales rep who may not see some fields', '営業担当(一部の項目は非表示)'),
  'Private Sales Rep': both('Sales rep who sees own records only', '営業担当(自分のレコードのみ)')
}

/**
 * Accounts of the console for the users of the sandbox org, the administrator first, all with one password: the one of the last start as long as it is
 * good. The one user that the app does not let in stays outside.
 */
export async function openDemoAccounts (deps: Deps, { orgId, users }: Sandbox, known: string | undefined): Promise<string> {
  const guests = users.filter(({ permissionSets }) => permissionSets.includes(approvedSet))
  const [admin] = guests
  const password = known !== undefined && admin && await isRightPassword(deps, admin.username, known) ? known : await keepAccounts(deps, orgId, guests)
  offerDemo(deps, {
    tenantId: orgId,
    users: guests.map(({ username, name, profile, language }) => ({ login: username, username, name, title: TITLES[profile] ?? both(profile, profile), language: languageOf(language) }))
  })
  return password
}

async function keepAccounts (deps: Deps, tenantId: string, users: SandboxUser[]): Promise<string> {
  const password = randomBytes(9).toString('base64url')
  for (const { username, name, profile, language } of users) {
    await keepAccount(deps, { tenantId, login: username, label: name, password, role: profile === 'System Administrator' ? 'admin' : 'general', username, language: languageOf(language) })
  }
  return password
}

function languageOf (language: string): 'en' | 'ja' {
  return language.startsWith('ja') ? 'ja' : 'en'
}
