import t from 'tap'
import { fromProblem, isPermanent, toProblem } from '../../server/documents/to-problem.ts'
import { RecordNotFound, SalesforceUnavailable, TooManyRequests } from '../../server/errors.ts'

t.test('what we can name is told as it is, with what stands in its gaps', async (t) => {
  t.match(toProblem(new RecordNotFound('Quote', '0Q0')), { code: 'CHOHYO_RECORD_NOT_FOUND', message: /Quote 0Q0/, status: 404, args: ['Quote', '0Q0'] })
})

t.test('anything else gives nothing away', async (t) => {
  for (const error of [new Error('select * from tenant where key = 42'), new TypeError('x is undefined'), Object.assign(new Error('ECONNREFUSED 10.0.0.1'), { code: 'ECONNREFUSED', statusCode: 400 })]) {
    t.match(toProblem(error), { code: 'CHOHYO_UNEXPECTED', status: 500, args: [] })
    t.notMatch(toProblem(error).message, /select|undefined|10\.0\.0\.1/)
  }
})

t.test('a stored problem becomes the same error again', async (t) => {
  const problem = toProblem(new RecordNotFound('Quote', '0Q0'))
  t.same(toProblem(fromProblem(problem)), problem)
})

t.test('only what time cannot heal is permanent', async (t) => {
  t.equal(isPermanent(new RecordNotFound('Quote', '0Q0')), true)
  t.equal(isPermanent(new SalesforceUnavailable('503')), false)
  t.equal(isPermanent(new TooManyRequests('1 minute')), false)
  t.equal(isPermanent(new Error('a bug')), false)
})
