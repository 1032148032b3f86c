import t, { type Test } from 'tap'
import { box } from '../../server/services/box.ts'
import { BREAKS, connectorSuite } from './connector-suite.ts'
import { startBox } from './peers/box-server.ts'
import { delivery, letter, openCall } from './peers/open-call.ts'

async function start (t: Test) {
  const peer = await startBox(t)
  const { url } = peer.wire
  const call = ({ settings = {}, secrets = {}, ...limits }: { settings?: Partial<Parameters<typeof box.deliver>[0]['settings']>, secrets?: Record<string, string> } = {}) =>
    openCall({ clientId: 'app', subjectType: 'enterprise' as const, subjectId: '42', folderId: '7', apiUrl: url, uploadUrl: url, ...settings }, { clientSecret: 'quokka of many words', ...secrets }, limits)
  return { ...peer, call }
}

connectorSuite({
  connector: box,
  start,
  act: (folder) => ({ folder }),
  at: (folder, name) => ['帳票', ...folder === '' ? [] : [folder], name].join('/'),
  wrongSecrets: [{ clientSecret: 'wombat of few words' }],
  breaks: [...BREAKS, 'garbled'],
  nowhere: [{ folderId: '8' }, { clientId: 'stranger' }, { subjectId: '43' }]
})

t.test('a token serves many deliveries; one that was withdrawn is exchanged', async (t) => {
  const { call, known, kept } = await start(t)
  await box.deliver(call(), delivery({}, [letter('a.pdf')]))
  await box.deliver(call(), delivery({}, [letter('b.pdf')]))
  t.equal(known.count(), 1)
  known.withdraw()
  await box.deliver(call(), delivery({}, [letter('c.pdf')]))
  t.equal(known.count(), 2)
  t.equal(kept().length, 3)
})

t.test('a folder with the name of the file is no file, and a file with the name of the folder no folder', async (t) => {
  const { call, addFolder } = await start(t)
  addFolder('a.pdf')
  await t.rejects(box.deliver(call(), delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /another file is there already: a.pdf/ })
  await box.deliver(call(), delivery({}, [letter('b.pdf')]))
  await t.rejects(box.deliver(call(), delivery({ folder: 'b.pdf' }, [letter('c.pdf')])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /b.pdf is no folder/ })
})

t.test('a folder is found however many are beside it', async (t) => {
  const { call, addFolder } = await start(t)
  for (const name of ['1', '2', '3', '4']) addFolder(name)
  const done = await box.deliver(call(), delivery({ folder: '5' }, [letter('a.pdf')]))
  t.same(await box.find?.(call(), delivery({ folder: '5' }, [letter('a.pdf')])), done)
})

t.test('a file that comes between looking and uploading is not overwritten', async (t) => {
  for (const [text, end] of [['theirs', 'refused'], ['our own', 'done']] as const) {
    const { call, wire, kept, addFile } = await start(t)
    wire.cut.now = (line) => { if (line.startsWith('POST /api/2.0/files/content')) addFile('a.pdf', text); return undefined }
    const outcome = box.deliver(call(), delivery({}, [letter('a.pdf', 'our own')]))
    if (end === 'done') t.match(await outcome, { files: 'a.pdf' }, 'another try of this very delivery was quicker')
    else await t.rejects(outcome, { code: 'CHOHYO_DELIVERY_REFUSED', message: /another file is there already: a.pdf/ })
    t.same(kept().map(({ bytes }) => bytes.toString()), [text])
  }
})
