import { readFile } from 'node:fs/promises'
import { CertificateUnreadable } from '../errors.ts'
import type { Config } from '../config.ts'
import { keepTenant } from '../tenants/keep-tenant.ts'
import { readCertificate } from './org-keys.ts'
import { withRegistry } from './org-registry.ts'
import { herePath, readOptions, WrongUse } from './usage.ts'

/** Registers an org that was set up by hand: its certificate, our private key for it, the app's consumer key. */
export async function registerOrg (config: Config, args: string[]): Promise<void> {
  const given = readOptions(args, { required: ['org-id', 'name', 'instance-url', 'login-url', 'consumer-key', 'key', 'certificate'] })
  const { 'org-id': id = '', name = '', 'instance-url': instanceUrl = '', 'login-url': loginUrl = '', 'consumer-key': consumerKey = '', key = '', certificate = '' } = given
  if (!/^00D[A-Za-z0-9]{15}$/.test(id)) throw new WrongUse('--org-id needs the 18 characters of an org id; they begin with 00D.')
  if (![instanceUrl, loginUrl].every((url) => URL.canParse(url))) throw new WrongUse('--instance-url and --login-url need addresses.')
  const pem = (await readCertificate(herePath(config, certificate))).toString()
  const privateKey = await readFile(herePath(config, key), 'utf8').catch(() => { throw new CertificateUnreadable(key) })
  await withRegistry(config, (registry) => keepTenant(registry, { id, name, instanceUrl: new URL(instanceUrl).origin, loginUrl, consumerKey, privateKey, certificates: [pem] }))
  process.stdout.write(`Registered: ${name} (${id}). Delete ${key} now: the service keeps it sealed.\n`)
}
