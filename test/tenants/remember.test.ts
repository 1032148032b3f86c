import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { openMemory } from '../../server/tenants/remember.ts'

const a = { id: '00D00000000000AAAA' }
const b = { id: '00D00000000000BAAB' }
const sizeOf = (text: string) => text.length

t.test('what is loaded once is at hand, for its tenant alone', async (t) => {
  const memory = openMemory<string>({ bytes: 100, sizeOf })
  let loads = 0
  const load = (text: string) => async () => { loads += 1; return text }
  t.equal(await memory.recall(a, 'x', load('of a')), 'of a')
  t.equal(await memory.recall(a, 'x', load('again')), 'of a')
  t.equal(await memory.recall(b, 'x', load('of b')), 'of b')
  t.equal(loads, 2)
})

t.test('who asks at the same moment shares one loading, and a failure is not remembered', async (t) => {
  const memory = openMemory<string>({ bytes: 100, sizeOf })
  let loads = 0
  const slow = async () => { loads += 1; await pause(20); return 'slow' }
  t.same(await Promise.all(Array.from({ length: 10 }, () => memory.recall(a, 'slow', slow))), new Array(10).fill('slow'))
  t.equal(loads, 1)
  const failing = async () => { throw new Error('away') }
  await Promise.all([t.rejects(memory.recall(a, 'x', failing), { message: 'away' }), t.rejects(memory.recall(a, 'x', failing), { message: 'away' })])
  t.equal(await memory.recall(a, 'x', async () => 'back'), 'back')
})

t.test('the longest unused makes room, however often things were loaded at the same moment', async (t) => {
  const memory = openMemory<string>({ bytes: 10, sizeOf })
  const four = async () => 'four'
  for (let round = 0; round < 5; round++) await Promise.all(['one', 'two', 'one', 'two'].map((name) => memory.recall(a, name, four)))
  await memory.recall(a, 'one', four)
  await memory.recall(a, 'three', four)
  const loaded: string[] = []
  for (const name of ['one', 'three', 'two']) await memory.recall(a, name, async () => { loaded.push(name); return 'four' })
  t.same(loaded, ['two'])
})

t.test('a thing larger than the memory is given and not kept', async (t) => {
  const memory = openMemory<string>({ bytes: 3, sizeOf })
  t.equal(await memory.recall(a, 'x', async () => 'four'), 'four')
  t.equal(await memory.recall(a, 'x', async () => 'new'), 'new')
  t.equal(await memory.recall(a, 'x', async () => 'newer'), 'new')
})
