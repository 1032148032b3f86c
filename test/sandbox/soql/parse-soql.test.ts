import fc from 'fast-check'
import t from 'tap'
import { isApiError } from '../../../server/sandbox/api-error.ts'
import { parseSoql } from '../../../server/sandbox/soql/parse-soql.ts'

t.test('whatever is sent, it is a query or MALFORMED_QUERY with a place', async t => {
  const words = fc.array(fc.constantFrom('SELECT', 'Id', ',', 'FROM', 'Account', 'WHERE', '(', ')', 'Name', '=', '\'x\'', '\'', 'AND', 'LIMIT', '1', 'ORDER BY', '"', '\\', '髙', '\n', 'IN', 'NOT'), { maxLength: 14 }).map(list => list.join(' '))
  fc.assert(fc.property(fc.oneof(words, fc.string()), text => {
    try {
      parseSoql(text)
      return true
    } catch (error) {
      return isApiError(error) && error.errorCode === 'MALFORMED_QUERY' && /ERROR at Row:\d+:Column:\d+\n/.test(error.message)
    }
  }), { numRuns: 500 })
  t.pass()
})

t.test('the place of what was not expected', async t => {
  const place = (text: string): string => {
    try {
      parseSoql(text)
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }
  t.equal(place('SELECT Id, FROM Account'), '\nSELECT Id, FROM Account\n           ^\nERROR at Row:1:Column:12\nunexpected token: \'FROM\'')
  t.equal(place('SELECT Id FROM Account WHERE Name = "x"'), '\nSELECT Id FROM Account WHERE Name = "x"\n                                    ^\nERROR at Row:1:Column:37\nunexpected token: \'"\'')
  t.match(place('SELECT Id FROM'), /Column:15\nunexpected token: '<EOF>'$/)
})

t.test('time literals inside of strings stay as they are', async t => {
  const { where } = parseSoql('SELECT Id FROM X WHERE A = \'= 10:00:00Z\' AND B = 10:00:00.000Z')
  t.match(where, { left: { value: '\'= 10:00:00Z\'' }, right: { left: { value: '1970-01-01T10:00:00.000Z' } } })
})

t.test('the longest query and the longest literal', async t => {
  t.throws(() => parseSoql(`SELECT Id FROM X WHERE A = '${'x'.repeat(4001)}'`), /exceed/)
  t.doesNotThrow(() => parseSoql(`SELECT Id FROM X WHERE A = '${'x'.repeat(4000)}'`))
  t.throws(() => parseSoql(`SELECT Id FROM X WHERE A IN ('x'${',\'x\''.repeat(30_000)})`), /exceed/)
})
