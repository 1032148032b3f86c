import t from 'tap'
import fc from 'fast-check'
import { isQueryValid, parseQuery } from '@jetstreamapp/soql-parser-js'
import type { CheckedList, CheckedView } from '../../server/views/checked-view.ts'
import { buildCounts, buildIdQuery, planFilter, planRecords, splitIds } from '../../server/views/plan-query.ts'
import { column, list, parents, recordIds, view } from './checked-levels.ts'

const lines = (more: Partial<CheckedList> = {}) => list('lines', { lists: [list('parts')], ...more })

t.test('one record is one query with everything inside', async (t) => {
  const plan = planRecords(view({ lists: [lines()] }), recordIds(1))
  t.equal(plan.steps.length, 1)
  t.equal(plan.steps[0]?.soql, 'SELECT Id, Name, (SELECT Id, Name, (SELECT Id, Name FROM parts__r ORDER BY Id ASC) FROM lines__r ORDER BY Id ASC) FROM Account WHERE Id IN (\'001000000000000AAA\') ORDER BY Id ASC')
  t.same([plan.calls, plan.exact], [1, false])
  t.equal(planRecords(view(), recordIds(1)).exact, true)
})

t.test('200 records whose rows fit one page are one call, known beforehand', async (t) => {
  t.match(planRecords(view({ lists: [lines()] }), recordIds(200), [{ lines: 1000, 'lines.parts': 800 }]), { calls: 1, exact: true, steps: [{ rows: 2000 }] })
})

t.test('beyond one page each level is read on its own, in as many calls as it has pages', async (t) => {
  const plan = planRecords(view({ lists: [lines()] }), recordIds(200), [{ lines: 10_000, 'lines.parts': 4001 }])
  t.same(plan.steps.map(({ level, calls }) => [level, calls]), [['', 1], ['lines', 5], ['lines.parts', 3]])
  t.equal(plan.calls, 9)
  t.match(plan.steps[2]?.soql, /^SELECT Id, Name, Up__c FROM parts__c WHERE Up__r\.Up__c IN \('001/)
})

t.test('a level that is counted empty costs nothing', async (t) => {
  const plan = planRecords(view({ lists: [lines()] }), recordIds(2), [{ lines: 3000, 'lines.parts': 0 }])
  t.same(plan.steps.map(({ level, calls }) => [level, calls]), [['', 1], ['lines', 2]])
})

t.test('many records are read in sets of 500, each with its own counts', async (t) => {
  t.same(splitIds(recordIds(1001)).map((set) => set.length), [500, 500, 1])
  const plan = planRecords(view({ lists: [list('lines')] }), recordIds(1001), [{ lines: 1500 }, { lines: 1501 }, { lines: 0 }])
  t.same(plan.steps.map(({ level, calls }) => [level, calls]), [['', 1], ['', 1], ['lines', 1], ['', 1]])
})

t.test('more than 55 parents are read by several queries over the same records', async (t) => {
  const plan = planRecords(view({ columns: parents(60), lists: [list('lines', { columns: parents(1) })] }), recordIds(3))
  t.same(plan.steps.map(({ level, columns, nested }) => [level, columns.length, nested.length]), [['', 55, 0], ['', 0, 1], ['', 5, 0]])
})

t.test('more than 20 lists are read by several queries, a wide list by its own', async (t) => {
  const wide = list('wide', { columns: parents(70) })
  const plan = planRecords(view({ lists: [...Array.from({ length: 25 }, (_, index) => list(`l${index}`)), wide] }), recordIds(3))
  t.same(plan.steps.map(({ level, nested }) => [level, nested.length]), [['', 20], ['', 5], ['wide', 0], ['wide', 0]])
})

t.test('lists deeper than Salesforce nests are read level by level, six deep', async (t) => {
  const nest = (depth: number): CheckedList => list(`d${depth}`, { lists: depth < 6 ? [nest(depth + 1)] : [] })
  const plan = planRecords(view({ lists: [nest(1)] }), recordIds(1))
  t.equal(plan.steps.length, 7)
  t.match(plan.steps[6]?.soql, /WHERE Up__r\.Up__r\.Up__r\.Up__r\.Up__r\.Up__c IN/)
})

t.test('limits for each record make smaller sets cheaper than reading every list to its end', async (t) => {
  const plan = planRecords(view({ lists: [list('lines', { limit: 9 })] }), recordIds(400), [{ lines: 100_000 }])
  t.equal(plan.calls, 2)
  t.ok(plan.exact)
  t.ok(plan.steps.every(({ soql }) => soql.includes('LIMIT 9')))
})

t.test('a list on a lookup to several objects can be nested, but not be reached from below', async (t) => {
  const tasks = list('tasks', { lists: [list('notes'), list('events', { parent: null })] })
  t.equal(planRecords(view({ lists: [tasks] }), recordIds(1)).calls, 1)
  t.throws(() => planRecords(view({ lists: [tasks] }), recordIds(2), [{ tasks: 5000, 'tasks.events': 5 }]), { code: 'CHOHYO_PLAN_IMPOSSIBLE' })
})

t.test('a filter is one query, or the ids come first when one query cannot hold everything', async (t) => {
  const plan = planFilter(view({ lists: [lines()], limit: 5, filter: { path: 'Name', op: '=', kind: 'text', value: 'x' }, sort: [{ path: 'Name', direction: 'desc', nulls: null }] }))
  t.match(plan?.steps[0]?.soql, /FROM Account WHERE Name = 'x' ORDER BY Name DESC, Id ASC LIMIT 5$/)
  t.equal(planFilter(view({ columns: parents(60), lists: [lines()] })), null)
  t.equal(planFilter(view({ columns: parents(60) }))?.calls, 2)
  t.equal(buildIdQuery(view({ limit: 5 })), 'SELECT Id FROM Account ORDER BY Id ASC LIMIT 5')
})

t.test('a filter with too many values is refused before Salesforce does', async (t) => {
  const filter = { path: 'Name', op: 'in' as const, kind: 'text' as const, value: Array.from({ length: 2000 }, (_, index) => `${'x'.repeat(60)}${index}`) }
  t.throws(() => planRecords(view({ filter }), recordIds(1)), { code: 'CHOHYO_PLAN_IMPOSSIBLE', message: /100000/ })
})

const levels = fc.letrec<{ lists: CheckedList[] }>((tie) => ({
  lists: fc.oneof(
    { maxDepth: 5, depthSize: 'large' },
    fc.constant<CheckedList[]>([]),
    fc.array(fc.record({ columns: fc.nat({ max: 80 }), lists: tie('lists'), limit: fc.option(fc.integer({ min: 1, max: 50 })) }), { maxLength: 3 })
      .map((made) => made.map(({ columns, lists, limit }, index) => list(`l${index}`, { columns: [column('Name'), ...parents(columns)], lists, limit })))
  )
})).lists
const views = fc.record({ columns: fc.nat({ max: 130 }), lists: levels }).map(({ columns, lists }) => view({ columns: [column('Name'), ...parents(columns)], lists }))

function walk (lists: CheckedList[], above = ''): Array<{ level: string, list: CheckedList }> {
  return lists.flatMap((one) => [{ level: above + one.name, list: one }, ...walk(one.lists, `${above}${one.name}.`)])
}

/** How often each column of each level is asked for by a plan. */
function carried (planned: CheckedView, steps: ReturnType<typeof planRecords>['steps']): Map<string, number> {
  const times = new Map<string, number>()
  const note = (level: string, names: string[]) => names.forEach((name) => times.set(`${level}/${name}`, (times.get(`${level}/${name}`) ?? 0) + 1))
  const noteList = (level: string, one: CheckedList): void => {
    note(level, one.columns.map(({ name }) => name))
    one.lists.forEach((child) => noteList(`${level}.${child.name}`, child))
  }
  for (const { level, columns, nested } of steps) {
    note(level, columns.map(({ name }) => name))
    nested.forEach((one) => noteList(level ? `${level}.${one.name}` : one.name, one))
  }
  return times
}

t.test('whatever the View: every column of every level is asked for exactly once a set, within the limits, and calls are pages', async (t) => {
  fc.assert(fc.property(views, fc.integer({ min: 1, max: 900 }), fc.infiniteStream(fc.nat({ max: 9000 })), (planned, records, numbers) => {
    const ids = recordIds(records)
    const counts = splitIds(ids).map(() => Object.fromEntries(walk(planned.lists).map(({ level }) => [level, 1 + Number(numbers.next().value)])))
    const plan = planRecords(planned, ids, counts)
    const sets = new Set(plan.steps.filter(({ level }) => level === '').map(({ soql }) => /Id IN \(([^)]*)\)/.exec(soql)?.[1])).size
    const times = carried(planned, plan.steps)
    const expected = [['', planned.columns] as const, ...walk(planned.lists).map(({ level, list: one }) => [level, one.columns] as const)].flatMap(([level, columns]) => columns.map(({ name }) => `${level}/${name}`))
    const complete = expected.length === times.size && expected.every((key) => times.get(key) === sets)
    const exact = plan.exact && plan.calls === plan.steps.reduce((sum, step) => sum + Math.max(1, Math.ceil((step.rows ?? 1) / 2000)), 0)
    return complete && exact && plan.steps.every(({ soql }) => soql.length <= 100_000)
  }), { numRuns: 150 })
  t.ok(isQueryValid(buildCounts(view({ lists: [lines()] }), recordIds(1))[1]?.soql ?? ''))
  t.equal(parseQuery(buildCounts(view({ lists: [lines()] }), recordIds(1))[0]?.soql ?? '').sObject, 'lines__c')
})
