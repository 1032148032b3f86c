import t from 'tap'
import { descriptions } from '../../server/errors-ja.ts'
import { listConnectors } from '../../server/services/connectors.ts'
import { choices, helps, labels } from '../../server/services/words.ts'

const fields = listConnectors().flatMap(({ name: connector, words }) => [...Object.entries(words.settings), ...Object.entries(words.act)].map(([name, words]) => ({ connector, name, words })))
const SIZES = /^[AB][0-9]$/

t.test('every field of every connector has a name and a help in both languages', async (t) => {
  for (const { connector, name, words: { help, options } } of fields) {
    t.ok(labels[name], `${connector}: what is ${name} called?`)
    if (help) t.not(help.ja, help.en, `${connector}: ${name} has its help in Japanese`)
    for (const { value } of options) t.ok(SIZES.test(value) || choices[value], `${connector}: what is ${value} of ${name} called?`)
  }
})

t.test('no word is kept that nobody says', async (t) => {
  const said = new Set(fields.flatMap(({ name, words: { help, options } }) => [name, help?.en ?? '', ...options.map(({ value }) => value)]))
  t.same([...Object.keys(labels), ...Object.keys(choices), ...Object.keys(helps)].filter((word) => !said.has(word)), [])
  t.same(Object.keys(helps).filter((word) => descriptions[word] !== undefined), [], 'and none twice')
})
