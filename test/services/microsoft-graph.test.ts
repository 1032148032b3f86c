import t, { type Test } from 'tap'
import { microsoftGraph } from '../../server/services/microsoft-graph.ts'
import { BREAKS, connectorSuite } from './connector-suite.ts'
import { startGraph } from './peers/graph-server.ts'
import { delivery, letter, openCall } from './peers/open-call.ts'

async function start (t: Test) {
  const peer = await startGraph(t)
  const { url } = peer.wire
  const call = ({ settings = {}, secrets = {}, ...limits }: { settings?: Partial<Parameters<typeof microsoftGraph.deliver>[0]['settings']>, secrets?: Record<string, string>, ms?: number } = {}) =>
    openCall({ directory: 'contoso.example', clientId: 'app-1', placeType: 'site' as const, place: 'https://contoso.sharepoint.com/sites/sales/', folder: '帳票', graphUrl: url, signInUrl: url, ...settings }, { clientSecret: 'quokka of many words', ...secrets }, limits)
  return { ...peer, call }
}

connectorSuite({
  connector: microsoftGraph,
  start,
  act: (folder) => ({ folder }),
  at: (folder, name) => ['帳票', ...folder === '' ? [] : [folder], name].join('/'),
  wrongSecrets: [{ clientSecret: 'wombat of few words' }],
  breaks: [...BREAKS, 'garbled'],
  nowhere: [{ folder: '領収書' }, { place: 'https://contoso.sharepoint.com/sites/elsewhere' }, { place: 'no address' }, { placeType: 'drive', place: 'b!2' }, { directory: 'elsewhere.example' }, { clientId: 'stranger' }]
})

t.test('a place is a site, a user or a drive', async (t) => {
  const { call, kept } = await start(t)
  await microsoftGraph.deliver(call({ settings: { placeType: 'user', place: 'yamada@example.com' } }), delivery({}, [letter('a.pdf')]))
  await microsoftGraph.deliver(call({ settings: { placeType: 'drive', place: 'b!1', folder: '' } }), delivery({}, [letter('b.pdf')]))
  t.same(kept().map(({ path }) => path), ['帳票/a.pdf', 'b.pdf'])
})

t.test('a file that comes between looking and uploading is not overwritten', async (t) => {
  const { call, wire, kept, addFile } = await start(t)
  wire.cut.now = (line) => { if (line.startsWith('PUT')) addFile('A.PDF', 'theirs'); return undefined }
  await t.rejects(microsoftGraph.deliver(call(), delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /another file is there already: a.pdf/ })
  t.same(kept().map(({ bytes }) => bytes.toString()), ['theirs'])
})

t.test('a folder that another has just made is used, and a file is no folder', async (t) => {
  const { call, wire, kept, addFolder } = await start(t)
  wire.cut.now = (line) => { if (line.endsWith('/children')) addFolder('2026'); return undefined }
  await microsoftGraph.deliver(call(), delivery({ folder: '2026' }, [letter('a.pdf')]))
  t.same(kept().map(({ path }) => path), ['帳票/2026/a.pdf'])
  await t.rejects(microsoftGraph.deliver(call(), delivery({ folder: '2026/a.pdf' }, [letter('b.pdf')])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /a.pdf is no folder/ })
  await t.rejects(microsoftGraph.check(call({ settings: { folder: '帳票/2026/a.pdf' } })), { code: 'CHOHYO_DELIVERY_REFUSED', message: /a.pdf is no folder/ })
})

t.test('what SharePoint has changed in a file is no mistake, but after a lost answer nobody can tell it from another of ours', async (t) => {
  const { call, wire, ways, kept, addFile } = await start(t)
  const now = { ...delivery({}, [letter('a.pdf')]), at: new Date() }
  ways.enrich = true
  wire.cut.now = (line) => line.startsWith('PUT') ? 'after' : undefined
  for (const existing of ['refuse', 'rename', 'replace'] as const) await t.rejects(microsoftGraph.deliver(call({ settings: { existing } }), { ...now, files: [letter(`${existing}.pdf`)] }), { code: 'CHOHYO_DELIVERY_UNKNOWN' })
  delete wire.cut.now
  for (const existing of ['refuse', 'rename', 'replace'] as const) await t.rejects(async () => microsoftGraph.find?.(call({ settings: { existing } }), { ...now, files: [letter(`${existing}.pdf`)] }), { code: 'CHOHYO_DELIVERY_UNKNOWN', message: new RegExp(`${existing}.pdf`) })
  t.equal(kept().length, 3)
  addFile('theirs.pdf', 'theirs', 'another-app')
  t.equal(await microsoftGraph.find?.(call(), { ...now, files: [letter('theirs.pdf')] }), null, 'what another app has put there is none of ours')
  t.match(await microsoftGraph.deliver(call(), { ...now, files: [letter('b.pdf')] }), { files: 'b.pdf' })
})

t.test('a name that SharePoint does not take is refused in its words', async (t) => {
  const { call } = await start(t)
  await t.rejects(microsoftGraph.deliver(call(), delivery({}, [letter('a:b.pdf')])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /HTTP 400 invalidRequest The provided name cannot contain that/ })
})
