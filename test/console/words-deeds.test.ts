import { globSync, readFileSync } from 'node:fs'
import t from 'tap'
import { DEEDS } from '../../server/console/app/words-deeds.ts'

const LINE = /kind: '(\w+)'[^\n]*?\bwhat: '([a-z-]+)'/g

t.test('everything that the service writes into the histories has words in both languages', async (t) => {
  const sources = globSync('server/**/*.ts', { exclude: (name) => name === 'console' }).map((path) => readFileSync(path, 'utf8'))
  const written = sources.flatMap((source) => [...source.matchAll(LINE)].map(([, kind = '', what = '']) => `${kind} ${what}`))
  t.ok(written.length > 40, 'the lines are found')
  const known = Object.entries(DEEDS).flatMap(([kind, deeds]) => Object.keys(deeds).map((what) => `${kind} ${what}`))
  t.same([...new Set(written)].filter((deed) => !known.includes(deed)).sort(), [])
})
