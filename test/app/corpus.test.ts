import t from 'tap'
import { runawayCases, reachingCases } from '../corpus/C-script.ts'
import { htmlTemplates, htmlValues, richValues } from '../corpus/F-html.ts'
import { templateCases } from '../corpus/G-template.ts'
import { hostileConditions, hostileIds, hostilePaths, hostileTexts } from '../corpus/H-soql.ts'
import { jsonCases } from '../corpus/N-json.ts'
import { HARMLESS, page } from '../corpus/template-case.ts'
import type { Field } from '../../server/mappings/schema.ts'
import type { Template } from '../../server/templates/schema.ts'
import { testService } from '../service.ts'
import { findHarm, shapeOf } from './harm.ts'
import { faultOf } from './problem.ts'

interface Answer { statusCode: number, headers: Record<string, unknown>, body: string }

t.test('hostile definitions and ids, through HTTP', async (t) => {
  const { app, call, sandbox } = await testService(t, { worker: false, starter: false, chrome: 'at once' })
  const recordId = sandbox.records['quote'] ?? ''
  const view = { object: 'Quote', columns: [{ name: 'name', path: 'Name' }] }
  const output = { fileName: 'x', locale: 'ja', timeZone: 'Asia/Tokyo' }
  const plain = page('<p>{{x}}</p>')

  const preview = (fields: Field[], template: Template = plain, more: Record<string, unknown> = {}, as = 'html'): Promise<Answer> =>
    call({ method: 'POST', url: '/v1/previews', body: { recordId, as, draft: { mapping: { view: 'hostile', template: 'hostile', fields, output }, template, views: { hostile: { ...view, ...more } } } } })
  /** Kept as a draft and published: the first of the two that refuses, or the answer of publishing. */
  const publish = async (kind: string, body: unknown): Promise<Answer> => {
    const kept = await call({ method: 'PUT', url: `/v1/${kind}/hostile`, body: { label: 'hostile', body } })
    return kept.statusCode === 200 ? call({ method: 'POST', url: `/v1/${kind}/hostile/publish` }) : kept
  }
  /** The cases that were not refused as they should be, with the reason. */
  const refusals = async <Case>(cases: Case[], name: (one: Case) => string, ask: (one: Case) => Promise<Answer>): Promise<string[]> => {
    const found: string[] = []
    for (const one of cases) {
      const fault = faultOf(await ask(one) as never)
      if (fault !== null) found.push(`${name(one).slice(0, 100)}: ${fault}`)
    }
    return found
  }

  t.test('F, G: a hostile template can neither be published nor previewed', async (t) => {
    const cases = [...htmlTemplates, ...templateCases].filter(({ expected }) => expected !== HARMLESS)
    t.ok(cases.length > 100)
    t.same(await refusals(cases, ({ name }) => name, ({ input }) => publish('templates', input)), [])
    t.same(await refusals(cases.filter((_, at) => at % 4 === 0), ({ name }) => name, ({ input }) => preview([], input)), [])
    const harmless = [...htmlTemplates, ...templateCases].filter(({ expected }) => expected === HARMLESS)
    for (const { name, input } of harmless) t.equal((await publish('templates', input)).statusCode, 200, name)
  })

  t.test('F: a hostile value is printed as text, never as markup', async (t) => {
    const frame = page('<table><tr><td title="{{x}}" class=\'a {{x}}\'>{{x}}</td></tr></table><svg><text>{{x}}</text></svg><a href="https://example.com/?q={{x}}">{{x}}</a>', { footer: { left: '{{x}} {page}' } })
    const show = (value: unknown) => preview([{ name: 'x', formula: JSON.stringify(value) }], frame)
    const shape = shapeOf((await show('word')).body)
    for (const { name, input } of htmlValues) {
      const answer = await show(input.data['name'])
      t.equal(answer.statusCode, 200, 'all of them are legal')
      t.same(shapeOf(answer.body), shape, name)
    }
  })

  t.test('F: of hostile rich text nothing is left that runs, loads or leaves its place', async (t) => {
    const frame = page('<div>{{{x}}}</div>', { richText: ['x'] })
    for (const { name, input } of richValues) {
      const answer = await preview([{ name: 'x', formula: JSON.stringify(input.data['notes']) }], frame)
      if (answer.statusCode === 200) t.same(findHarm(answer.body), [], name)
      else t.equal(faultOf(answer as never), null, name)
    }
  })

  t.test('G: a sound template that blows up with its data ends with a sentence', async (t) => {
    const answer = await preview([{ name: 'a', each: '[1..1000]', fields: [{ name: 'y', formula: '$$.name' }] }, { name: 'x', formula: '$join([1..20000].("帳帳帳帳帳"))' }], page('{{#a}}{{y}}{{x}}{{/a}}'))
    t.equal(faultOf(answer as never), null)
    t.match(JSON.parse(answer.body), { code: 'CHOHYO_HTML_TOO_LARGE' })
  })

  t.test('H: no id, path or condition becomes a part of a query', async (t) => {
    const say = (value: unknown) => JSON.stringify(value).slice(0, 80)
    t.same(await refusals(hostileIds, say, (id) => call({ method: 'POST', url: '/v1/documents', body: { mapping: 'quote_ja', recordId: id } })), [])
    t.same(await refusals(hostileIds, say, (id) => call({ method: 'POST', url: '/v1/previews', body: { mapping: 'quote_ja', recordId: id } })), [])
    t.same(await refusals(hostileIds, say, (id) => call({ url: `/v1/documents?recordId=${encodeURIComponent(id)}` })), [])
    t.same(await refusals(hostilePaths.filter((path) => path !== '.' && path !== '..'), say, (path) => call({ url: `/v1/objects/${encodeURIComponent(path)}` })), [])
    const places: Array<(path: string) => Record<string, unknown>> = [
      (path) => ({ columns: [{ name: 'name', path }] }),
      (path) => ({ columns: [{ name: path, path: 'Name' }] }),
      (path) => ({ filter: { path, op: '=', value: 'x' } }),
      (path) => ({ sort: [{ path }] }),
      (path) => ({ object: path }),
      (path) => ({ lists: [{ name: 'lines', relationship: path, columns: [{ name: 'a', path: 'Id' }] }] }),
      (path) => ({ lists: [{ name: 'lines', relationship: 'QuoteLineItems', columns: [{ name: 'a', path }] }] })
    ]
    const fields: Field[] = [{ name: 'x', formula: 'name' }]
    for (const [at, place] of places.entries()) {
      t.same(await refusals(hostilePaths, say, (path) => publish('views', { ...view, ...place(path) })), [], `published, place ${at}`)
    }
    t.same(await refusals(hostilePaths, say, (path) => preview(fields, plain, { columns: [{ name: 'name', path }] })), [], 'previewed')
    t.same(await refusals(hostileConditions, say, (filter) => publish('views', { ...view, object: 'Account', filter })), [])
    t.same(await refusals(hostileConditions, say, (filter) => preview(fields, plain, { object: 'Account', filter })), [])
    t.same(await refusals(hostileTexts, say, (value) => preview(fields, plain, { filter: { path: 'Name', op: '=', value } })), [], 'as the value of a filter each is text, and no record has that name')
    t.equal((await preview(fields)).statusCode, 200, 'without a filter the record is found')
  })

  t.test('N: JSON that reaches for prototypes is refused, or is only data', async (t) => {
    t.same(await refusals(jsonCases, ({ name }) => name, ({ input }) => publish('mappings', { view: 'hostile', template: 'hostile', fields: input.fields, output })), [])
    t.same(await refusals(jsonCases, ({ name }) => name, ({ input }) => preview(input.fields)), [])
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__']) {
      const body = { recordId, as: 'data', draft: { mapping: { view: name, template: 'hostile', fields: [], output }, template: plain, views: {} } }
      const answer = await call({ method: 'POST', url: '/v1/previews', body })
      t.equal(faultOf(answer), null)
      t.match(answer.json(), { code: 'CHOHYO_DEFINITION_UNKNOWN' }, `a View named ${name} is looked for among the published ones`)
    }
  })

  t.test('C: a formula reaches nothing but its row', async (t) => {
    const cases = reachingCases.filter(({ expected }) => expected.startsWith('CHOHYO_'))
    t.ok(cases.length > 60)
    t.same(await refusals(cases, ({ name }) => name, ({ input }) => preview([{ name: 'x', formula: input }])), [])
  })

  t.test('C: a formula that runs away is stopped, and the next document is made', async (t) => {
    // One that takes time; all of them run in test/mappings.
    for (const { name, input } of runawayCases.filter(({ expected }) => expected.endsWith('SLOW')).slice(0, 1)) {
      const answer = await preview([{ name: 'x', formula: input }])
      t.equal(faultOf(answer as never), null, name)
      t.equal((await preview([{ name: 'x', formula: 'name' }])).statusCode, 200, 'and the next is made')
    }
  })

  t.test('the service is as it was', async (t) => {
    t.equal((await app.inject('/health/ready')).statusCode, 200)
    t.equal(({} as { polluted?: boolean }).polluted, undefined)
  })
})
