import t from 'tap'
import { SalesforceRefused } from '../../server/errors.ts'
import { openLog } from '../../server/io/log.ts'

function logged (write: (log: ReturnType<typeof openLog>) => void): Record<string, unknown> {
  let text = ''
  write(openLog('debug', { write: (line) => { text += line } }))
  return JSON.parse(text) as Record<string, unknown>
}

t.test('an address is logged without what was searched for', async (t) => {
  const { req } = logged((log) => { log.info({ req: { method: 'GET', url: '/v1/documents?counterparty=Quokka', host: 'h', ip: '::1', headers: { authorization: 'Bearer quokka' } } }) })
  t.same(req, { method: 'GET', path: '/v1/documents', host: 'h', ip: '::1' })
})

t.test('of an error what it quotes stays out, wherever it is from', async (t) => {
  const failures: Error[] = [
    new SalesforceRefused('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Quokka Ltd may not'),
    Object.assign(new Error('duplicate key value violates "x"'), { code: '23505', detail: 'Key (name)=(Quokka) already exists.', where: 'Quokka', query: "select 'Quokka'" }),
    new Error('invalid input syntax for type uuid: "Quokka"'),
    new Error('wrapped', { cause: new Error("no column 'Quokka'") }),
    (() => { try { JSON.parse('{"Quokka"') } catch (error) { return error as Error } return new Error('none') })()
  ]
  for (const err of failures) {
    const line = logged((log) => { log.error({ err }) })
    t.notMatch(JSON.stringify(line), /quokka/i, err.message)
    t.match(line, { msg: 'failed', err: { type: String, at: Array } })
  }
  t.match(logged((log) => { log.error({ err: failures[0] }) }), { err: { code: 'CHOHYO_SALESFORCE_REFUSED' } })
  t.match(logged((log) => { log.error({ err: failures[2] }) }), { err: { message: 'invalid input syntax for type uuid: "…"' } })
})
