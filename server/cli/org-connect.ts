import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dataPath } from '../config.ts'
import { progress } from '../io/progress.ts'
import { findRegistration, type Registration } from '../tenants/find-registration.ts'
import { keepTenant } from '../tenants/keep-tenant.ts'
import type { NewTenant } from '../tenants/schema.ts'
import { bringCertificate } from './org-certificate.ts'
import { deployApp, deployPackage, deployWords } from './org-deploy.ts'
import { makeCertificate, makePrivateKey } from './org-keys.ts'
import { demandPublicUrl, lookAtOrg } from './org-look.ts'
import { buildPackage, type Part, type PartName } from './org-package.ts'
import { proveCall, proveLogIn } from './org-prove.ts'
import { withRegistry } from './org-registry.ts'
import { callSf } from './org-sf.ts'
import { targetWords, walk, type Ground, type Org, type Step } from './org-steps.ts'

interface Connecting { org: Org, work: string, privateKey: string, parts: Record<PartName, Part>, certificates: string[], known: Registration | null, tenant: NewTenant }

const PERMISSION_SETS = ['Chohyo_User', 'Chohyo_Admin']

/** Connects a Salesforce org with this service, from nothing to a proof in both directions. It may be run again at any time: what is there is renewed. */
export async function connectOrg (ground: Ground): Promise<void> {
  demandPublicUrl(ground.config)
  await walk(ground, steps(ground), {} as Connecting)
  if (!ground.options.dryRun) sayWhatNext(ground)
}

function steps (ground: Ground): Array<Step<Connecting>> {
  const { config, options, say } = ground
  return [
    { title: 'Look at the org', does: ['sf org display', 'sf data query … Organization, User'], run: async (state) => { state.org = await lookAtOrg(ground) } },
    {
      title: 'Make our key for it, and the package with its values',
      does: [`into the data folder, orgs/<org id>; service ${config.publicUrl}`, 'types of the components are erased, the sources stay as they are'],
      run: (state) => prepare(ground, state)
    },
    {
      title: `The certificate ${options.identity}, by which the org signs`,
      does: options.certificate === undefined ? ['sf project deploy start (a certificate without file: Salesforce makes the key)', 'sf project retrieve start; if the org refuses either: by hand in Setup'] : [`read ${options.certificate}`],
      run: (state) => pinCertificate(ground, state)
    },
    { title: 'Deploy the package', does: ['sf project deploy start --test-level RunSpecifiedTests (the tests of the package)'], run: ({ work, parts }) => deployPackage(ground, work, parts.package) },
    {
      title: 'The External Client App, by which the service logs in as its users',
      does: ['sf project deploy start', 'sf project retrieve start (its consumer key); if the org refuses either: by hand in Setup', 'the org is registered with the service: certificate, consumer key, our key sealed'],
      run: async (state) => { await register(ground, state, await deployApp(ground, state.work, state.parts.app)) }
    },
    { title: 'The Japanese words', does: ['sf project deploy start (goes on without them if the org has no Translation Workbench)'], run: ({ work, parts }) => deployWords(ground, work, parts.words) },
    {
      title: 'Give you the permission sets',
      does: PERMISSION_SETS.map((name) => `sf org assign permset --name ${name}`),
      run: async () => {
        for (const name of PERMISSION_SETS) await callSf(['org', 'assign', 'permset', '--name', name, ...targetWords(options)]).catch(allowDuplicates)
        say('      the other users get Chohyo User from you, in Setup or with sf org assign permset')
      }
    },
    {
      title: 'Prove it in both directions',
      does: ['log in as you by JWT bearer, compare org and user', 'sf apex run (one signed request from Apex to the service)'],
      run: async ({ org, tenant, work }) => {
        await proveLogIn(ground, org, tenant)
        await proveCall(ground, work)
      }
    }
  ]
}

/** The key of an org that is registered stays: renewing must not lock its users out. One that an earlier attempt has made is taken up again. */
async function prepare ({ config, options, say }: Ground, state: Connecting): Promise<void> {
  state.work = dataPath(config, 'orgs', state.org.id)
  await mkdir(state.work, { recursive: true, mode: 0o700 })
  state.known = await withRegistry(config, (registry) => findRegistration(registry, state.org.id))
  const file = join(state.work, 'chohyo.key')
  state.privateKey = state.known?.privateKey ?? await readFile(file, 'utf8').catch(() => makePrivateKey())
  if (state.known === null) await writeFile(file, state.privateKey, { mode: 0o600 })
  const certificate = makeCertificate(state.privateKey, `Chohyo ${state.org.id}`, new Date())
  await writeFile(join(state.work, 'chohyo.crt'), certificate)
  const parts = await progress('      Building the package', buildPackage(state.work, { serviceUrl: config.publicUrl, identity: options.identity, contactEmail: state.org.email, certificate }))
  state.parts = Object.fromEntries(parts.map((part) => [part.name, part])) as Record<PartName, Part>
  say(`      ${state.work}`)
}

/** Of an org that is registered already, the new certificate counts beside the last one from here on, so that the change of it is not noticed. */
async function pinCertificate (ground: Ground, state: Connecting): Promise<void> {
  const newest = (await bringCertificate(ground, state.work)).toString()
  const others = (state.known?.certificates ?? []).filter((pem) => pem.trim() !== newest.trim())
  state.certificates = [newest, ...others].slice(0, 2)
  if (state.known) await register(ground, state, state.known.consumerKey)
}

async function register ({ config, say }: Ground, state: Connecting, consumerKey: string): Promise<void> {
  const { org, privateKey, certificates } = state
  state.tenant = { id: org.id, name: org.name, instanceUrl: org.instanceUrl, loginUrl: org.loginUrl, consumerKey, privateKey, certificates }
  await withRegistry(config, (registry) => keepTenant(registry, state.tenant))
  // Sealed in the database from here on.
  await rm(join(state.work, 'chohyo.key'), { force: true })
  say('      the org is registered with the service')
}

/** Who has a permission set already keeps it. */
function allowDuplicates (error: Error): void {
  if (!/duplicate/i.test(error.message)) throw error
}

function sayWhatNext ({ say }: Ground): void {
  say(`
Connected. Now in Salesforce:
  - App Launcher, Chohyo: open an account or an opportunity, and Generate Document.
  - Publish a mapping first if there is none: npm run chohyo -- push DIR (docs/salesforce.md).
  - Buttons for your own pages and list views: docs/salesforce.md, "Where users click".
To undo it: npm run chohyo -- org undo`)
}
