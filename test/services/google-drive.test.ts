import { generateKeyPairSync } from 'node:crypto'
import t, { type Test } from 'tap'
import { googleDrive } from '../../server/services/google-drive.ts'
import { BREAKS, connectorSuite } from './connector-suite.ts'
import { startGoogleDrive } from './peers/google-drive-server.ts'
import { delivery, letter, openCall } from './peers/open-call.ts'

const [ours, strange] = [generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('rsa', { modulusLength: 2048 })]
const keyFile = (pair: typeof ours, email = 'chohyo@papers.iam.gserviceaccount.com') => JSON.stringify({ type: 'service_account', client_email: email, private_key_id: 'k1', private_key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), token_uri: 'https://elsewhere.example/token' })

async function start (t: Test) {
  const peer = await startGoogleDrive(t, ours.publicKey)
  const { url } = peer.wire
  const call = ({ settings = {}, secrets = {}, ...limits }: { settings?: Partial<Parameters<typeof googleDrive.deliver>[0]['settings']>, secrets?: Record<string, string> } = {}) =>
    openCall({ folderId: 'top_1', apiUrl: url, tokenUrl: `${url}/token`, ...settings }, { serviceAccountKey: keyFile(ours), ...secrets }, limits)
  return { ...peer, call }
}

connectorSuite({
  connector: googleDrive,
  start,
  act: (folder) => ({ folder }),
  at: (folder, name) => ['帳票', ...folder === '' ? [] : [folder], name].join('/'),
  wrongSecrets: [{ serviceAccountKey: keyFile(strange) }, { serviceAccountKey: keyFile(ours, 'wombat@elsewhere.example') }, { serviceAccountKey: 'quokka of many words' }],
  breaks: [...BREAKS, 'garbled'],
  nowhere: [{ folderId: 'top_2' }]
})

t.test('a file whose name differs by case only is another, and of two with one name ours is known by its bytes', async (t) => {
  const { call, addFile, kept } = await start(t)
  addFile('A.pdf', 'theirs')
  await googleDrive.deliver(call(), delivery({}, [letter('a.pdf', 'our own')]))
  t.equal(kept().length, 2)
  addFile('b.pdf', 'theirs')
  const { id } = addFile('b.pdf', 'our own')
  t.match(await googleDrive.deliver(call(), delivery({}, [letter('b.pdf', 'our own')])), { ids: id })
  t.equal(kept().length, 4)
})

t.test('what is in the name of a file ends no query', async (t) => {
  const { call, kept } = await start(t)
  for (const name of ["a' or name contains 'a.pdf", "it's \\'.pdf"]) {
    const [folder, file] = [name.replaceAll('\\', ''), letter(name.replaceAll('\\', ''))]
    await googleDrive.deliver(call(), delivery({ folder }, [file]))
    await googleDrive.deliver(call(), delivery({ folder }, [file]))
    t.equal(kept().filter(({ path }) => path === `帳票/${folder}/${file.name}`).length, 1)
  }
})

t.test('too many requests are a matter of waiting, a full drive is not', async (t) => {
  for (const [reason, code] of [['userRateLimitExceeded', 'FAILED'], ['rateLimitExceeded', 'FAILED'], ['storageQuotaExceeded', 'REFUSED']] as const) {
    const { call } = await start(t)
    const { reach, ...rest } = call()
    const said = JSON.stringify({ error: { code: 403, message: 'As Google says it.', errors: [{ domain: 'usageLimits', reason }] } })
    const fetch: typeof reach.fetch = (request) => request.url.includes('/upload/') ? Promise.resolve({ status: 403, headers: {}, body: Buffer.from(said) }) : reach.fetch(request)
    await t.rejects(googleDrive.deliver({ ...rest, reach: { ...reach, fetch } }, delivery({})), { code: `CHOHYO_DELIVERY_${code}`, message: new RegExp(`HTTP 403 ${reason} As Google says it`) })
  }
})

t.test('bytes go nowhere but to Google, whatever its answer says', async (t) => {
  const { call, kept } = await start(t)
  const { reach, ...rest } = call()
  const fetch: typeof reach.fetch = async (request) => {
    const reply = await reach.fetch(request)
    return reply.headers.location === undefined ? reply : { ...reply, headers: { location: 'http://127.0.0.1:9/elsewhere' } }
  }
  await t.rejects(googleDrive.deliver({ ...rest, reach: { ...reach, fetch } }, delivery({})), { code: 'CHOHYO_DELIVERY_FAILED', message: /elsewhere/ })
  t.same(kept(), [])
})
