import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { rows } from './rows.ts'

/** What an organisation fills in or follows has to be there in every document. */
const HEADINGS: Readonly<Record<string, string[]>> = {
  'docs/security/responsibility.md': ['責任表 / Duties', '根拠 / Evidence'],
  'docs/security/law.md': ['データの所在 / Place of the data', '準拠法 / Law', '管轄 / Court', '関連法令 / Laws to be kept'],
  'docs/security/training.md': ['対象 / Who', '記録 / Records', '規則になっているもの / What needs no memory'],
  'docs/security/disclosure.md': ['受付 / Taking a request', '保全 / Hold', '抽出 / Export', '記録 / Records'],
  'docs/security/iso-27017.md': ['管理策 / Controls', '使い方 / How to use it']
}

const read = (file: string) => readFile(join(import.meta.dirname, '../..', file), 'utf8')

for (const [file, headings] of Object.entries(HEADINGS)) {
  t.test(`${file} has all its parts, each with something in it`, async (t) => {
    const parts = (await read(file)).split(/^## /m).slice(1).map((part) => part.split('\n'))
    for (const heading of headings) {
      const part = parts.find(([first]) => first === heading)
      t.ok((part?.slice(1).join('').trim().length ?? 0) > 20, heading)
    }
  })
}

t.test('every form that a row names is held to its parts here', async (t) => {
  const named = rows.flatMap(({ documents = [] }) => documents).filter((file) => file.startsWith('docs/security/'))
  t.same([...new Set(named)].filter((file) => !(file in HEADINGS)), [])
})

t.test('the map to ISO 27017 names rows that there are, and all seven controls', async (t) => {
  const lines = (await read('docs/security/iso-27017.md')).split('\n').filter((line) => line.startsWith('| CLD.'))
  t.equal(lines.length, 7)
  const numbers = lines.flatMap((line) => (line.split('|')[4] ?? '').split(',').map(Number))
  t.ok(numbers.length >= 7 && numbers.every((number) => rows.some(({ row }) => row === number)), numbers.join())
})
