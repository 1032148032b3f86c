import fc from 'fast-check'
import t from 'tap'
import { buildWhere } from '../../../server/sandbox/soql/build-where.ts'
import { parseSoql } from '../../../server/sandbox/soql/parse-soql.ts'

type Tree = { field: string } | { not: Tree } | { join: 'AND' | 'OR', parts: Tree[] }
type Facts = Record<string, boolean>

const fields = ['A', 'B', 'C', 'D', 'E']

const { tree } = fc.letrec<{ tree: Tree }>(tie => ({
  tree: fc.oneof({ maxDepth: 4 },
    fc.record({ field: fc.constantFrom(...fields) }),
    // Three negations in a row are more than the parser can carry.
    fc.record({ not: tie('tree').filter(inner => !('not' in inner)) }),
    fc.record({ join: fc.constantFrom('AND' as const, 'OR' as const), parts: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }) }))
}))

function write (tree: Tree): string {
  if ('field' in tree) return `${tree.field} = true`
  if ('not' in tree) return `(NOT ${enclosed(tree.not)})`
  return tree.parts.map(enclosed).join(` ${tree.join} `)
}

function enclosed (tree: Tree): string {
  return 'field' in tree ? write(tree) : `(${write(tree)})`
}

function holds (tree: Tree, facts: Facts): boolean {
  if ('field' in tree) return facts[tree.field] === true
  if ('not' in tree) return !holds(tree.not, facts)
  return tree.join === 'AND' ? tree.parts.every(part => holds(part, facts)) : tree.parts.some(part => holds(part, facts))
}

function build (text: string, candidates: (field: string) => Facts[] | null = () => null): ReturnType<typeof buildWhere<Facts>> {
  const { where } = parseSoql(text)
  if (where === undefined) throw new Error('a query without WHERE')
  return buildWhere<Facts>(where, text, condition => {
    const field = 'field' in condition ? condition.field : ''
    const found = candidates(field)
    return { matches: facts => facts[field] === true, candidates: found === null ? null : () => found }
  })
}

t.test('any nest of AND, OR and NOT means what its parentheses say', async t => {
  fc.assert(fc.property(tree, fc.record(Object.fromEntries(fields.map(field => [field, fc.boolean()]))), (tree, facts) => {
    return build(`SELECT Id FROM X WHERE ${write(tree)}`).matches(facts) === holds(tree, facts)
  }), { numRuns: 400 })
  t.pass()
})

t.test('AND beside OR wants parentheses', async t => {
  t.throws(() => build('SELECT Id FROM X WHERE A = true AND B = true OR C = true'), /unexpected token: 'OR'$/)
  t.doesNotThrow(() => build('SELECT Id FROM X WHERE A = true AND (B = true OR C = true)'))
})

t.test('three negations in a row are refused rather than misread', async t => {
  t.throws(() => build('SELECT Id FROM X WHERE (NOT ((NOT ((NOT A = true)))))'), /unexpected token/)
})

t.test('an index serves AND from one side, OR from both, NOT never', async t => {
  const rows = { A: [{ A: true }], B: [{ B: true }] } as Record<string, Facts[]>
  const from = (where: string): Facts[] | null => {
    const supply = build(`SELECT Id FROM X WHERE ${where}`, field => rows[field] ?? null).candidates
    return supply === null ? null : [...supply()]
  }
  t.same(from('C = true AND A = true'), rows.A)
  t.same(from('A = true OR B = true'), [...rows.A ?? [], ...rows.B ?? []])
  t.equal(from('A = true OR C = true'), null)
  t.equal(from('NOT A = true'), null)
})
