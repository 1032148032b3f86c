import t from 'tap'
import fc from 'fast-check'
import { countRows, queryTree } from '../../server/io/salesforce-query.ts'
import type { Call } from '../../server/io/salesforce-send.ts'

interface Page { totalSize: number, done: boolean, nextRecordsUrl?: string, records: Array<Record<string, unknown>> }

/** Answers the given pages by their locators, the first to the query itself. */
function lineOf (pages: Record<string, Page>, first = 'first') {
  const calls: Call[] = []
  const send = (call: Call) => {
    calls.push(call)
    return Promise.resolve(pages[call.path.startsWith('/query?q=') ? first : call.path])
  }
  return { calls, line: { send, apiVersion: '66.0' } }
}

const url = (locator: string) => `/services/data/v66.0/query/${locator}`
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => ({ Id: String(from + index) }))

t.test('every level is drained, however its pages are cut', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.nat({ max: 9 }), { maxLength: 5 }), fc.integer({ min: 1, max: 3 }), async (sizes, size) => {
    const pages: Record<string, Page> = {}
    let locators = 0
    const cut = (records: Array<Record<string, unknown>>): Page => {
      const make = (start: number): Page => {
        const end = Math.min(start + size, records.length)
        const page: Page = { totalSize: records.length, done: end === records.length, records: records.slice(start, end) }
        if (!page.done) {
          page.nextRecordsUrl = url(`01g${locators++}-${end}`)
          pages[page.nextRecordsUrl] = make(end)
        }
        return page
      }
      return make(0)
    }
    pages.first = cut(sizes.map((count, index) => ({ Id: String(index), Lines: count === 0 ? null : cut(rows(0, count).map((row) => ({ ...row, Parts: cut(rows(0, 4)) }))) })))
    const { line, calls } = lineOf(pages)
    const tree = await queryTree(line, 'SELECT Id FROM X')
    const found = tree.records.map(({ Lines }) => (Lines as Page | null)?.records ?? [])
    return JSON.stringify(found.map(({ length }) => length)) === JSON.stringify(sizes) && found.flat().every(({ Parts }) => (Parts as Page).records.length === 4) && tree.calls === calls.length
  }), { numRuns: 100 })
})

t.test('fewer or more rows than announced make no document, at any level', async (t) => {
  const short: Page = { totalSize: 3, done: true, records: rows(0, 2) }
  await t.rejects(queryTree(lineOf({ first: short }).line, 'SELECT Id, (SELECT Id FROM Ls) FROM Account'), { code: 'CHOHYO_SALESFORCE_TRUNCATED', message: /3 rows of Account but delivered 2/ })
  await t.rejects(queryTree(lineOf({ first: { totalSize: 1, done: true, records: [{ Id: '1', Lines: short }] } }).line, 'SELECT Id FROM X'), { code: 'CHOHYO_SALESFORCE_TRUNCATED', message: /Lines/ })
  await t.rejects(queryTree(lineOf({ first: { totalSize: 1, done: true, records: rows(0, 2) } }).line, 'SELECT Id FROM X'), { code: 'CHOHYO_SALESFORCE_TRUNCATED' })
})

t.test('a next page is a locator of this org, never another address', async (t) => {
  for (const nextRecordsUrl of ['https://evil.example/services/data/v66.0/query/01g-2000', '//evil.example/x', '/services/data/v66.0/sobjects/User', '/services/data/v66.0/query/../limits', '/services/oauth2/revoke']) {
    const { line, calls } = lineOf({ first: { totalSize: 2, done: false, nextRecordsUrl, records: rows(0, 1) } })
    await t.rejects(queryTree(line, 'SELECT Id FROM X'), { code: 'CHOHYO_SALESFORCE_UNAVAILABLE' }, nextRecordsUrl)
    t.equal(calls.length, 1)
  }
})

t.test('half a character is refused before it is sent', async (t) => {
  await t.rejects(queryTree(lineOf({}).line, 'SELECT Id FROM X WHERE Name = \'\ud83d\''), { code: 'CHOHYO_SALESFORCE_REFUSED' })
})

t.test('what is no list of records is no answer', async (t) => {
  for (const answer of [null, 'text', {}, { totalSize: 1 }, { totalSize: '1', records: [] }]) {
    await t.rejects(queryTree({ send: () => Promise.resolve(answer), apiVersion: '66.0' }, 'SELECT Id FROM X'), { code: 'CHOHYO_SALESFORCE_UNAVAILABLE' }, JSON.stringify(answer))
    await t.rejects(countRows({ send: () => Promise.resolve(answer), apiVersion: '66.0' }, ['SELECT COUNT() FROM X']), { code: 'CHOHYO_SALESFORCE_UNAVAILABLE' }, JSON.stringify(answer))
  }
})

t.test('one refused count refuses them all', async (t) => {
  const compositeResponse = [{ httpStatusCode: 200, body: { totalSize: 1, records: [] } }, { httpStatusCode: 400, body: [{ errorCode: 'INVALID_FIELD', message: 'No such column' }] }]
  await t.rejects(countRows({ send: () => Promise.resolve({ compositeResponse }), apiVersion: '66.0' }, ['a', 'b']), { code: 'CHOHYO_SALESFORCE_REFUSED', message: /No such column/ })
})
