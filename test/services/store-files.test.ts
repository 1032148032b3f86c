import t from 'tap'
import { planPlacing } from '../../server/services/plan-placing.ts'
import { findStored, storeFiles, type Store } from '../../server/services/store-files.ts'
import { delivery, letter } from './peers/open-call.ts'

/** A store in memory, in which nothing goes wrong. */
function memory (names: string[] = []) {
  const kept = new Map(names.map((name) => [name, 'theirs']))
  const store: Store = {
    host: 'store.example',
    openFolder: (below) => Promise.resolve(below.join('/')),
    look: ({ name, file }) => Promise.resolve(kept.has(name) ? { id: name, same: kept.get(name) === Buffer.from(file.bytes).toString() } : null),
    put: ({ name, file }) => { kept.set(name, Buffer.from(file.bytes).toString()); return Promise.resolve(name) }
  }
  return { store, kept }
}

const plan = (existing: 'refuse' | 'replace' | 'rename', ...files: Parameters<typeof letter>[]) => planPlacing('store.example', { folder: '', existing }, delivery({}, files.map((file) => letter(...file))))

t.test('two files of one name in one delivery are never one', async (t) => {
  for (const existing of ['refuse', 'replace'] as const) {
    const { store, kept } = memory()
    await t.rejects(storeFiles(store, plan(existing, ['a.pdf', 'one'], ['a.pdf', 'two'])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /a.pdf/ })
    t.equal(kept.size, 0, 'and none of them is stored')
  }
  const { store, kept } = memory()
  const twice = plan('rename', ['a.pdf', 'same'], ['a.pdf', 'same'])
  const done = await storeFiles(store, twice)
  t.same([...kept], [['a.pdf', 'same'], ['a (2).pdf', 'same']])
  t.same([await storeFiles(store, twice), await findStored(store, twice)], [done, done])
  t.equal(kept.size, 2)
})

t.test('stepping aside has an end', async (t) => {
  const { store, kept } = memory(['none', ...Array.from({ length: 99 }, (_, index) => index === 0 ? 'a.pdf' : `a (${index + 1}).pdf`)])
  await t.rejects(storeFiles(store, plan('rename', ['a.pdf', 'ours'])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /another file is there already: a \(99\).pdf/ })
  t.equal(kept.size, 100)
  t.equal(await findStored(store, plan('rename', ['a.pdf', 'ours'])), null)
})

t.test('a delivery is found when all of its files are there', async (t) => {
  const { store } = memory()
  await storeFiles(store, plan('refuse', ['a.pdf', 'one']))
  t.equal(await findStored(store, plan('refuse', ['a.pdf', 'one'], ['b.pdf', 'two'])), null)
  await storeFiles(store, plan('refuse', ['a.pdf', 'one'], ['b.pdf', 'two']))
  t.match(await findStored(store, plan('refuse', ['a.pdf', 'one'], ['b.pdf', 'two'])), { files: 'a.pdf\nb.pdf' })
})
