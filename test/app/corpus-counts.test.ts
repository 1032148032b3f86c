import t from 'tap'
import { corpus } from '../corpus/all.ts'
import { CROSS_TENANT } from './access-table.ts'

/** How many of each class are written by hand, at least. J is the matrix of test/app/access.test.ts, T the tests in test/supply. */
const LEAST: Record<keyof typeof corpus, number> = { A: 120, B: 40, C: 60, D: 5, E: 30, F: 60, G: 40, H: 60, I: 45, K: 35, L: 35, M: 45, N: 20, O: 20, P: 15, Q: 40, R: 20, S: 5, U: 40 }

t.test('every class has its bad inputs, each with a name of its own', async (t) => {
  let total = 0
  for (const [letter, least] of Object.entries(LEAST)) {
    const { cases, made = 0 } = corpus[letter as keyof typeof corpus]
    total += cases.length - made
    t.comment(`${letter}: ${cases.length - made} by hand${made > 0 ? `, ${made} made from lists` : ''}`)
    t.ok(cases.length - made >= least, `${letter}: ${cases.length - made} of at least ${least}`)
    const names = cases.map(({ how, name, input }) => `${how} ${name} ${typeof input === 'string' ? input : ''}`)
    t.same(names.filter((name, at) => names.indexOf(name) !== at), [], `${letter} tries nothing twice`)
  }
  t.comment(`${total} by hand`)
  t.ok(total >= 800, `${total} of at least 800`)
})

t.test('sixty published weaknesses are replayed', async (t) => {
  const named = new Map(Object.entries(CROSS_TENANT).map(([id, route]) => [id, [`${route} of the neighbour, in access.test.ts`]]))
  for (const { cases } of Object.values(corpus)) {
    for (const { name, cve = [] } of cases) for (const id of cve) named.set(id, [...named.get(id) ?? [], name])
  }
  for (const [id, names] of [...named].sort()) t.comment(`${id}: ${names.join('; ').slice(0, 200)}`)
  t.same([...named.keys()].filter((id) => !/^(CVE-\d{4}-\d{4,7}|GHSA(-[23456789cfghjmpqrvwx]{4}){3}|GO-\d{4}-\d{4})$/.test(id)), [], 'each id has the form of its list')
  t.ok(named.size >= 60, `${named.size} of at least 60`)
})
