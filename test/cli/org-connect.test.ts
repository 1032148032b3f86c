import { spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { makeCertificate, makePrivateKey } from '../../server/cli/org-keys.ts'
import { openKeys } from '../../server/io/keys.ts'
import { startSandbox, type Sandbox } from '../../server/sandbox/start-sandbox.ts'
import { closeTenant } from '../../server/tenants/close-tenant.ts'
import { findRegistration } from '../../server/tenants/find-registration.ts'
import { signAsApex, testService } from '../service.ts'
import { testDatabase, testFolder } from '../stores.ts'
import { fakeSf, optionOf, type FakeSf, type SfAnswer, type SfCall } from './fake-sf.ts'

/** Each connects, deploys and registers in processes of its own, some of them several times. */
const patient = { timeout: 300_000 }
t.setTimeout(600_000)

type Done = { code: number | null, out: string, err: string }

interface Scene {
  sandbox: Sandbox
  sf: FakeSf
  /** where the command keeps its package */
  work: string
  /** the org's certificate, as its admin would download it */
  certificate: string
  registered: () => ReturnType<typeof findRegistration>
  chohyo: (args: string[], typed?: string) => Promise<Done>
}

interface Where { sandbox: Sandbox, databaseUrl: string, keysDir: string, registered: Scene['registered'], runApex: (file: string) => Promise<unknown> }

/** An installation that has never heard of the sandbox org. */
async function newcomer (t: Test): Promise<Where> {
  const sandbox = await startSandbox({ size: 1 })
  t.teardown(() => sandbox.close())
  const { url, database } = await testDatabase(t)
  const keysDir = await testFolder(t)
  return {
    sandbox,
    databaseUrl: url,
    keysDir,
    registered: async () => findRegistration({ database, keys: await openKeys({ dir: keysDir }) }, sandbox.orgId),
    runApex: async () => ({ success: true, compiled: true })
  }
}

/** An sf that is signed in to the sandbox org as its admin. `refuse` is what the org does not want. */
async function scene (t: Test, where: Where, refuse: (call: SfCall) => SfAnswer | undefined = () => undefined): Promise<Scene> {
  const { sandbox, databaseUrl, keysDir, registered } = where
  const certificate = makeCertificate(sandbox.signingKey, 'Chohyo Signing', new Date())
  const sf = await fakeSf(t, async (call) => refuse(call) ?? answer(where, call, certificate))
  const dataDir = await testFolder(t)
  const env = { PATH: `${sf.path}:${process.env.PATH}`, HOME: dataDir, DATA_DIR: dataDir, DATABASE_URL: databaseUrl, KEYS_DIR: keysDir, PUBLIC_URL: 'https://chohyo.test' }
  return { sandbox, sf, certificate, registered, work: join(dataDir, 'orgs', sandbox.orgId), chohyo: (args, typed = '') => run(args, { env, cwd: dataDir, typed }) }
}

function run (args: string[], { env, cwd, typed }: { env: NodeJS.ProcessEnv, cwd: string, typed: string }): Promise<Done> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(process.cwd(), 'server/chohyo.cjs'), 'org', ...args], { cwd, env })
    let [out, err] = ['', '']
    child.stdout.on('data', (text) => { out += text })
    child.stderr.on('data', (text) => { err += text })
    child.on('close', (code) => resolve({ code, out, err }))
    child.stdin.end(typed)
  })
}

/** A well-meaning org: what is deployed is there, and its app lets in who has our key. */
async function answer ({ sandbox, runApex }: Where, call: SfCall, certificate: string): Promise<SfAnswer> {
  const [admin] = sandbox.users
  const words = call.args.join(' ')
  if (words.startsWith('org display')) return { result: { id: sandbox.orgId, instanceUrl: sandbox.url, username: admin?.username, accessToken: 'never looked at' } }
  if (words.includes('FROM Organization')) return { result: { records: [{ Name: 'Acme', IsSandbox: false }] } }
  if (words.includes('FROM User')) return { result: { records: [{ Id: admin?.id, Email: 'admin@acme.test' }] } }
  if (words.includes('FROM Certificate')) return { result: { records: [] } }
  if (words.includes('FROM Flow')) return { result: { records: [{ VersionNumber: 1 }, { VersionNumber: 2 }] } }
  if (words.includes('Certificate:')) return { files: { [`unpackaged/certs/${optionOf(call, '--metadata')?.slice('Certificate:'.length)}.crt`]: certificate } }
  if (words.includes('ExtlClntAppGlobalOauthSettings:')) return { files: { 'unpackaged/extlClntAppGlobalOauthSets/Chohyo_glbloauth.ecaGlblOauth': '<ExtlClntAppGlobalOauthSettings><consumerKey>acme-app</consumerKey></ExtlClntAppGlobalOauthSettings>' } }
  if (words.startsWith('apex run')) return { result: await runApex(optionOf(call, '--file') ?? '') }
  if (words.startsWith('project deploy')) keepApp(sandbox, optionOf(call, '--metadata-dir') ?? '')
  return {}
}

function keepApp (sandbox: Sandbox, dir: string): void {
  const file = join(dir, 'extlClntAppGlobalOauthSets/Chohyo_glbloauth.ecaGlblOauth')
  if (!existsSync(file)) return
  const [, bare = ''] = /<certificate>([^<]+)</.exec(readFileSync(file, 'utf8')) ?? []
  sandbox.addApp({ consumerKey: 'acme-app', certificate: `-----BEGIN CERTIFICATE-----\n${bare}\n-----END CERTIFICATE-----` })
}

const deployments = ({ calls }: FakeSf): string[] => calls.filter(({ args }) => args[1] === 'deploy').map((call) => (optionOf(call, '--metadata-dir') ?? '').replace(/.*\//, ''))

t.test('a dry run says every step and does none', patient, async (t) => {
  const { chohyo, sf, work } = await scene(t, await newcomer(t))
  const { code, out } = await chohyo(['connect', '--dry-run'])
  t.equal(code, 0)
  for (const line of ['1/8 Look at the org', '4/8 Deploy the package', 'RunSpecifiedTests', '8/8 Prove it in both directions']) t.match(out, line)
  t.same(sf.calls, [])
  t.notOk(existsSync(work))
})

t.test('an org is connected to a running service, renewed without locking anyone out, and taken off again', patient, async (t) => {
  const { app, deps, sandbox, call } = await testService(t, { worker: false, starter: false })
  await closeTenant(deps, sandbox.orgId)
  const { chohyo, sf, certificate, work, registered } = await scene(t, {
    sandbox,
    databaseUrl: deps.config.DATABASE_URL,
    keysDir: deps.config.keysDir,
    registered: () => findRegistration(deps, sandbox.orgId),
    // What Apex does for `ChohyoDocuments.listChoices(null, 'Account')`: one signed request.
    runApex: async (file) => {
      if (!readFileSync(file, 'utf8').includes('listChoices')) return { success: true, compiled: true }
      const url = '/v1/choices?object=Account'
      const { statusCode, body } = await app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${signAsApex(sandbox, { method: 'GET', url })}` } })
      return { success: statusCode === 200, compiled: true, exceptionMessage: `System.AuraHandledException: ${body}` }
    }
  })
  t.equal(await registered(), null)

  const connected = await chohyo(['connect', '--target-org', 'acme', '--login-url', sandbox.url], '\n')
  t.equal(connected.code, 0)
  t.notMatch(connected.err, /could not|Warning/)
  t.match(connected.out, /Acme \(a production or Developer org\)[\s\S]*✓ the service logs in as you[\s\S]*✓ Salesforce calls the service[\s\S]*Connected\./)
  t.same(deployments(sf), ['certificate', 'package', 'app', 'words'], 'in this order')
  t.ok(sf.calls.every((each) => optionOf(each, '--target-org') === 'acme'))
  const tests = sf.calls.find((each) => each.args.includes('RunSpecifiedTests'))?.args.filter((word) => word.endsWith('Test'))
  t.ok(tests?.includes('ChohyoSignerTest'), 'our tests, and only ours, run in the org')
  const first = await registered()
  t.match(first, { name: 'Acme', instanceUrl: sandbox.url, consumerKey: 'acme-app' })
  t.same(first?.certificates.map((pem) => new X509Certificate(pem).fingerprint256), [new X509Certificate(certificate).fingerprint256])

  t.match(readFileSync(join(work, 'package/namedCredentials/Chohyo.namedCredential'), 'utf8'), '<parameterValue>https://chohyo.test</parameterValue>')
  t.match(readFileSync(join(work, 'package/customMetadata/ChohyoSettings.Default.md'), 'utf8'), 'https://chohyo.test')
  t.match(readFileSync(join(work, 'app/externalClientApps/Chohyo.eca'), 'utf8'), 'admin@acme.test')
  t.match(readFileSync('force-app/main/default/namedCredentials/Chohyo.namedCredential-meta.xml', 'utf8'), 'chohyo.example.com', 'the sources keep their placeholder')
  const everything = readdirSync(work, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  t.notOk(everything.some((text) => text.includes('PRIVATE KEY')), 'our key is sealed in the database and nowhere else')
  t.notOk(everything.some((text) => text.includes('never looked at') || text.includes('<consumerKey>')), 'no token and no answer about the app is left lying')

  const next = makeCertificate(makePrivateKey(), 'Next', new Date())
  writeFileSync(join(work, '../../next.crt'), next)
  const renewed = await chohyo(['connect', '--yes', '--login-url', sandbox.url, '--identity', 'Chohyo_Signing_2', '--certificate', 'next.crt'])
  t.match(renewed, { code: 0 })
  const second = await registered()
  t.equal(second?.privateKey, first?.privateKey, 'our key stays')
  t.same(second?.certificates.map((pem) => new X509Certificate(pem).subject), ['CN=Next', 'CN=Chohyo Signing'], 'both are taken while one replaces the other')
  t.match(readFileSync(join(work, 'package/customMetadata/ChohyoSettings.Default.md'), 'utf8'), '>Chohyo_Signing_2<')

  sf.calls.length = 0
  const undone = await chohyo(['undo', '--yes'])
  t.equal(undone.code, 0)
  t.equal(await registered(), null)
  const url = '/v1/documents'
  t.equal((await call({ method: 'GET', url, token: signAsApex(sandbox, { method: 'GET', url }) })).statusCode, 401, 'its users are shut out')
  t.same(deployments(sf), ['remove-app', 'flow', 'remove-package'], 'in the reverse order')
  const gone = readFileSync(join(work, 'remove-package/destructiveChanges.xml'), 'utf8')
  for (const member of ['Chohyo_User', 'ChohyoClient', 'Chohyo_Generate_Many-1', 'Chohyo_Generate_Many-2', 'chohyoGenerate']) t.match(gone, `<members>${member}</members>`)
  t.notMatch(gone, /ContentVersion\.|CustomField/, 'what holds data stays')
  t.match(gone, /<members>ChohyoSettings__mdt<\/members>\s*<name>CustomObject</)
  t.match(gone, /<members>Chohyo_Apex_Late<\/members>[\s\S]*<name>CustomLabel</, 'labels one by one: the org has others')
  t.match(readFileSync(join(work, 'flow/flowDefinitions/Chohyo_Generate_Many.flowDefinition'), 'utf8'), '<activeVersionNumber>0<')

  t.match(await chohyo(['undo', '--yes', '--with-data']), { code: 0, out: /it was not registered/ })
  t.match(readFileSync(join(work, 'remove-package/destructiveChanges.xml'), 'utf8'), /<members>ContentVersion\.ChohyoKey__c<[\s\S]*<members>ChohyoOutput__c<\/members>\s*<members>ChohyoSettings__mdt<\/members>\s*<name>CustomObject</)
})

t.test('what an org does not let the command do is done by hand, and the command waits for it', patient, async (t) => {
  let appTried = 0
  const { chohyo, certificate, work, sandbox, registered } = await scene(t, await newcomer(t), ({ args }) => {
    const words = args.join(' ')
    if (/deploy.*certificate/.test(words)) return { message: 'Not available for deploy for this organization' }
    if (/deploy.*\/words/.test(words)) return { message: 'failed', result: { details: { componentFailures: { componentType: 'Translations', fullName: 'ja', problem: 'Translation Workbench is not enabled' } } } }
    if (words.startsWith('org assign')) return { message: 'failed', result: { successes: [], failures: [{ name: 'admin', message: 'Duplicate PermissionSetAssignment. Assignee: 005, Permission Set: 0PS' }] } }
    if (/deploy.*\/app/.test(words) && appTried++ === 0) return { message: 'You need the permission' }
  })
  writeFileSync(join(work, '../../org.crt'), certificate)
  writeFileSync(join(work, '../../other.crt'), 'no certificate')
  const { code, out } = await chohyo(['connect', '--login-url', sandbox.url], ['', 'other.crt', 'org.crt', '', ''].join('\n'))
  t.equal(code, 0)
  t.match(out, /Not available for deploy[\s\S]*Certificate and Key Management[\s\S]*other\.crt is not the file of a certificate[\s\S]*Chohyo_Signing, good until/)
  t.match(out, /You need the permission[\s\S]*Allow access to External Client App consumer secrets/)
  t.match(out, /Translations ja: Translation Workbench is not enabled[\s\S]*stay English/)
  t.match(await registered(), { consumerKey: 'acme-app' })
})

t.test('a deployment that fails stops with what failed, before anything is registered', patient, async (t) => {
  const { chohyo, sandbox, registered } = await scene(t, await newcomer(t), ({ args }) => /deploy.*\/package/.test(args.join(' '))
    ? { message: 'failed', result: { details: { componentFailures: [{ componentType: 'ApexClass', fullName: 'ChohyoClient', problem: 'Variable does not exist' }], runTestResult: { failures: [{ name: 'ChohyoTest', methodName: 'x', message: 'Assertion Failed' }] } } } }
    : undefined)
  t.match(await chohyo(['connect', '--yes', '--login-url', sandbox.url]), { code: 1, err: /ApexClass ChohyoClient: Variable does not exist\n {2}ChohyoTest\.x: Assertion Failed/ })
  t.equal(await registered(), null)
})

t.test('a proof that does not succeed says which and why', patient, async (t) => {
  const other = { userId: '' }
  const { chohyo, sandbox } = await scene(t, await newcomer(t), ({ args }) => args[0] === 'apex'
    ? { message: 'Execution failed', result: { success: false, compiled: true, exceptionMessage: 'System.AuraHandledException: {"status":401,"code":"CHOHYO_UNAUTHENTICATED","detail":"The document service does not accept requests of this org.","requestId":"r"}' } }
    : other.userId !== '' && args.join(' ').includes('FROM User') ? { result: { records: [{ Id: other.userId, Email: 'a@b.test' }] } } : undefined)
  const refused = await chohyo(['connect', '--yes', '--login-url', sandbox.url])
  t.match(refused, { code: 1, err: /the test "Salesforce calls the service" did not succeed: The document service does not accept requests of this org\.\n/ })
  other.userId = '005000000000000AAA'
  t.match(await chohyo(['connect', '--yes', '--login-url', sandbox.url]), { code: 1, err: /"the service logs in as you" did not succeed: the login came as the user 005/ })
})

t.test('what is missing is said in one sentence', patient, async (t) => {
  const dir = await testFolder(t)
  const at = (args: string[], env: Record<string, string> = {}, typed = '') => run(args, { env: { PATH: '/usr/bin:/bin', HOME: dir, DATA_DIR: dir, ...env }, cwd: dir, typed })
  t.match(await at(['connect']), { code: 1, err: /PUBLIC_URL is not usable: Salesforce reaches a service by https/ })
  t.match(await at(['connect'], { PUBLIC_URL: 'https://chohyo.test' }), { code: 1, err: /The Salesforce CLI \(sf\) was not found/ })
  t.match(await at([]), { code: 2, err: /org needs to be told what[\s\S]*Usage: chohyo org connect/ })
  t.match(await at(['connect', '--identity', 'x y']), { code: 2, err: /x y is no unique name/ })
  const sf = await fakeSf(t, ({ args }) => args[1] === 'display' ? { message: 'No authorization information found for acme.' } : {})
  t.match(await at(['connect'], { PUBLIC_URL: 'https://chohyo.test', PATH: `${sf.path}:${process.env.PATH}` }), { code: 1, err: /\(sf org display\): No authorization information found for acme\./ })
  const mute = await fakeSf(t, ({ args }) => args[1] === 'display' ? { result: { id: '00D000000000001AAA', instanceUrl: 'https://acme.my.salesforce.com', username: 'a@b.c' } } : { result: { records: [] } })
  t.match(await at(['connect'], { PUBLIC_URL: 'https://chohyo.test', PATH: `${mute.path}:${process.env.PATH}` }), { code: 1, err: /An answer is needed here, and nobody is there to give it/ })
})

t.test('the package is built alone, and an org that was set up by hand is registered', patient, async (t) => {
  const { chohyo, registered, sandbox, certificate, work } = await scene(t, await newcomer(t))
  const here = join(work, '../..')
  const { code, out } = await chohyo(['build', '--out', 'built'])
  t.equal(code, 0)
  t.match(out, /built\/package: \d+ components\n.*built\/app: 4 components\n.*built\/words: \d+ components/)
  t.match(readFileSync(join(here, 'built/package/package.xml'), 'utf8'), /<members>chohyoGenerate<[\s\S]*<version>66\.0</)
  t.notMatch(readFileSync(join(here, 'built/package/package.xml'), 'utf8'), '<fullName>')
  t.notOk(readdirSync(join(here, 'built/package'), { recursive: true }).some((name) => /\.ts$|__tests__/.test(String(name))))

  const key = makePrivateKey()
  writeFileSync(join(here, 'our.key'), key)
  writeFileSync(join(here, 'org.crt'), certificate)
  const options = ['--org-id', sandbox.orgId, '--name', 'Acme', '--instance-url', `${sandbox.url}/`, '--login-url', sandbox.url, '--consumer-key', 'by-hand', '--key', 'our.key', '--certificate', 'org.crt']
  t.match(await chohyo(['register', ...options]), { code: 0, out: /Registered: Acme/ })
  t.match(await registered(), { name: 'Acme', consumerKey: 'by-hand', privateKey: key, instanceUrl: sandbox.url })
  t.match(await chohyo(['register', ...options.map((word) => word === 'our.key' ? 'org.crt' : word)]), { code: 1, err: /not readable PEM/ })
  t.match(await chohyo(['register', ...options.map((word) => word === sandbox.orgId ? '12' : word)]), { code: 2, err: /18 characters/ })
})
