import { ConfigInvalid } from '../errors.ts'
import type { Config } from '../config.ts'
import { callSf } from './org-sf.ts'
import { targetWords, type Ground, type Org } from './org-steps.ts'

interface Rows<Row> { records: Row[] }

/** Which org it is, before anything is changed, and whether that is the one that is meant. */
export async function lookAtOrg ({ options, asking, say }: Ground): Promise<Org> {
  const target = targetWords(options)
  const shown = await callSf<{ id: string, instanceUrl: string, username: string }>(['org', 'display', ...target])
  const { id, username } = shown
  const instanceUrl = new URL(shown.instanceUrl).origin
  const ask = <Row>(soql: string): Promise<Row | undefined> => callSf<Rows<Row>>(['data', 'query', '--query', soql, ...target]).then(({ records: [first] }) => first)
  const organization = await ask<{ Name: string, IsSandbox: boolean }>('SELECT Name, IsSandbox FROM Organization')
  const user = await ask<{ Id: string, Email: string }>(`SELECT Id, Email FROM User WHERE Username = '${username.replace(/[\\']/g, '\\$&')}'`)
  const sandbox = organization?.IsSandbox ?? false
  const loginUrl = options.loginUrl ?? (sandbox ? 'https://test.salesforce.com' : 'https://login.salesforce.com')
  say(`      ${organization?.Name ?? id} (${sandbox ? 'a Salesforce sandbox' : 'a production or Developer org'}), ${instanceUrl}`)
  say(`      org id ${id}, you are ${username}`)
  if (!options.yes) await asking.ask('      Is this the org? Enter to go on, Ctrl-C to stop.')
  return { id, name: organization?.Name ?? id, sandbox, instanceUrl, loginUrl, username, userId: user?.Id ?? '', email: user?.Email ?? username }
}

/** Salesforce calls by https only, and from outside. */
export function demandPublicUrl ({ publicUrl }: Config): void {
  const { protocol, hostname } = new URL(publicUrl)
  const local = /^(localhost|127\.|\[::1\]|0\.0\.0\.0)/.test(hostname)
  if (protocol !== 'https:' || local) throw new ConfigInvalid('PUBLIC_URL', `Salesforce reaches a service by https and a public name only, and this is ${publicUrl}`)
}
