import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { chapters, requirements } from './requirements.ts'

const root = join(import.meta.dirname, '../../..')

/** The sections of ASVS 5.0.0: how many requirements of level 1 + of level 2 each has. */
const COUNTS = `
V1 | 1: 0+2, 2: 5+4, 3: 2+9, 4: 0+3, 5: 1+1
V2 | 1: 1+2, 2: 2+1, 3: 1+3, 4: 0+1
V3 | 2: 2+0, 3: 1+3, 4: 2+4, 5: 3+2, 7: 0+2
V4 | 1: 1+2, 2: 0+1, 3: 0+2, 4: 1+3
V5 | 1: 0+1, 2: 2+1, 3: 2+0, 4: 0+3
V6 | 1: 1+2, 2: 8+4, 3: 2+2, 4: 2+2, 5: 0+5, 6: 0+3, 8: 0+4
V7 | 1: 0+3, 2: 4+0, 3: 0+2, 4: 2+3, 5: 0+2, 6: 0+2
V8 | 1: 1+1, 2: 2+1, 3: 1+0, 4: 0+1
V9 | 1: 3+0, 2: 1+3
V10 | 1: 0+2, 2: 0+2, 3: 0+4, 4: 5+6, 5: 0+5, 6: 0+2, 7: 0+3
V11 | 1: 0+2, 2: 0+3, 3: 2+1, 4: 1+3, 5: 0+1, 6: 0+1
V12 | 1: 1+2, 2: 2+0, 3: 0+4
V13 | 1: 0+1, 2: 0+5, 3: 0+2, 4: 1+4
V14 | 1: 0+2, 2: 1+3, 3: 1+2
V15 | 1: 1+2, 2: 1+2, 3: 1+6
V16 | 1: 0+1, 2: 0+5, 3: 0+4, 4: 0+3, 5: 0+3
V17 | 1: 0+1, 2: 0+4, 3: 0+2`

const SECTIONS = Object.fromEntries(COUNTS.trim().split('\n').flatMap((line) => {
  const [chapter = '', sections = ''] = line.split(' | ')
  return [...sections.matchAll(/(\d+): (\d+)\+(\d+)/g)].map(([, section, one, two]) => [`${chapter}.${section}`, [Number(one), Number(two)]])
}))

t.test('every requirement of levels 1 and 2 is there, once', async (t) => {
  const found: Record<string, [number, number]> = {}
  for (const { id, level } of requirements) (found[id.split('.').slice(0, 2).join('.')] ??= [0, 0])[level - 1]! += 1
  t.same(found, SECTIONS)
  t.equal(new Set(requirements.map(({ id }) => id)).size, requirements.length)
  t.same([1, 2].map((wanted) => requirements.filter(({ level }) => level === wanted).length), [70, 183])
})

t.test('they stand in their chapter, in order', async (t) => {
  t.same(chapters.map(({ chapter }) => chapter), Array.from({ length: 17 }, (_, at) => `V${at + 1}`))
  for (const { chapter, requirements } of chapters) {
    t.same(requirements.filter(({ id }) => !id.startsWith(`${chapter}.`) || !/^V\d+\.\d+\.\d+$/.test(id)), [], chapter)
    const places = requirements.map(({ id }) => id.split('.').slice(1).reduce((sum, part) => sum * 100 + Number(part), 0))
    t.same(places, [...places].sort((one, other) => one - other), chapter)
  }
})

t.test('each has exactly one kind of answer', async (t) => {
  for (const { id, tests, documents, none, open } of requirements) {
    t.equal([tests, documents, none, open].filter((one) => one !== undefined).length, 1, id)
    t.ok((tests ?? documents ?? ['']).length > 0, id)
  }
})

t.test('what is named as a proof is there, and a test is one', async (t) => {
  for (const { id, tests = [], documents = [] } of requirements) {
    t.same([...tests, ...documents].filter((file) => !existsSync(join(root, file))), [], id)
    t.same(tests.filter((file) => !/^test\/.+\.test\.ts$/.test(file)), [], id)
    t.equal(new Set([...tests, ...documents]).size, tests.length + documents.length, id)
  }
})

t.test('topics and reasons are said in both languages, topics briefly', async (t) => {
  // Names are the same everywhere.
  const japanese = /[぀-ヿ一-鿿]|^[A-Za-z0-9 .]+$/
  for (const { id, topic, none, open } of requirements) {
    t.ok(topic.en !== '' && topic.en.split(' ').length <= 8 && japanese.test(topic.ja), id)
    for (const { en, ja } of [none, open].filter((one) => one !== undefined)) t.ok(/\.$/.test(en) && /。$/.test(ja) && /[぀-ヿ一-鿿]/.test(ja), id)
  }
})
