import t from 'tap'
import { makeJournal } from '../../server/sandbox/journal.ts'
import type { JournalEntry, JournalInsert } from '../../server/sandbox/journal.ts'

const call = (path: string): JournalEntry => ({ at: '2026-11-03T03:00:00.000Z', method: 'GET', path, user: null, status: 200, bytes: 1, ms: 1 })
const file = (id: string): JournalInsert => ({ object: 'ContentVersion', id, key: null, title: 'x', recordId: null, bytes: 1, md5: '', sha256: '' })

t.test('a full journal forgets its oldest calls and still counts them', async t => {
  const journal = makeJournal({ entries: 20, paths: 1000 })
  for (let at = 1; at <= 100; at++) journal.add(call(`/${at}`))
  const paths = journal.list().map(({ path }) => path)
  t.ok(paths.length <= 20 && paths.length >= 18, `${paths.length} calls are kept`)
  t.equal(paths.at(-1), '/100')
  t.equal(journal.count(), 100)
  journal.clear()
  t.strictSame([journal.count(), journal.list()], [0, []])
})

t.test('long paths leave room for fewer calls', async t => {
  const journal = makeJournal({ entries: 1000, paths: 1000 })
  for (let at = 0; at < 50; at++) journal.add(call(`/${'x'.repeat(99)}`))
  t.ok(journal.list().length <= 10 && journal.list().length >= 9)
  journal.add(call('y'.repeat(2000)))
  t.strictSame(journal.list(), [], 'one that fits nowhere is not kept')
  t.equal(journal.count(), 51)
})

t.test('files are bounded by the same number', async t => {
  const journal = makeJournal({ entries: 20, paths: 1000 })
  for (let at = 1; at <= 100; at++) journal.addFile(null, file(String(at)))
  t.ok(journal.files().length <= 20)
  t.equal(journal.files().at(-1)?.id, '100')
})
