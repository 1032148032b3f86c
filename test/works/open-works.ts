import { createPrivateKey } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Test } from 'tap'
import { logIn } from '../../server/io/salesforce-log-in.ts'
import type { Parcel, Run } from '../../server/works/schema.ts'
import { KEYS, testService, type ServiceOptions, type TestService } from '../service.ts'

export interface Works extends TestService {
  /** Starts a run as the administrator, or with another token. */
  start: (body: Record<string, unknown>, options?: { key?: string, token?: string }) => Promise<Run>
  get: (id: string, token?: string) => Promise<Run>
  /** The run when nothing of it goes on any more. */
  settled: (id: string) => Promise<Run>
  /** All parcels of a run, page after page. */
  parcels: (id: string, state?: string) => Promise<Parcel[]>
  steer: (id: string, step: 'retry' | 'cancel', token?: string) => Promise<Run>
  /** Quotes of the org in the order of their ids, as the administrator sees them. */
  quotes: (count: number) => Promise<string[]>
  /** Somebody edits a record in Salesforce. */
  change: (id: string, fields: Record<string, unknown>) => Promise<void>
}

/** The service with what a test of runs needs. */
export async function openWorks (t: Test, options: ServiceOptions = {}): Promise<Works> {
  const service = await testService(t, options)
  const { sandbox, call, tenant } = service
  const ask = async <Answer>(request: Parameters<typeof call>[0], status: number): Promise<Answer> => {
    const answer = await call(request)
    if (answer.statusCode === 503 && answer.body.includes('CHOHYO_SERVICE_BUSY')) {
      // As the answer says. On a machine with much else to do a process may stand still for seconds.
      await pause(500)
      return ask(request, status)
    }
    if (answer.statusCode !== status) throw new Error(`${answer.statusCode}: ${answer.body}`)
    return answer.json<Answer>()
  }
  const get: Works['get'] = (id, token) => ask({ url: `/v1/runs/${id}`, ...token !== undefined && { token } }, 200)
  return {
    ...service,
    get,
    start: (body, { key, token } = {}) => ask({ method: 'POST', url: '/v1/runs', body, headers: key === undefined ? {} : { 'idempotency-key': key }, ...token !== undefined && { token } }, 202),
    steer: (id, step, token) => ask({ method: 'POST', url: `/v1/runs/${id}/${step}`, ...token !== undefined && { token } }, 200),
    async settled (id) {
      for (const until = Date.now() + 120_000; ;) {
        const run = await get(id)
        if (run.finishedAt !== null) return run
        if (Date.now() > until) throw new Error(JSON.stringify(run))
        await pause(50)
      }
    },
    async parcels (id, state) {
      const all: Parcel[] = []
      for (let after = ''; ;) {
        const page = await ask<{ parcels: Parcel[], next: string | null }>({ url: `/v1/runs/${id}/parcels?limit=20${state === undefined ? '' : `&state=${state}`}${after === '' ? '' : `&after=${after}`}` }, 200)
        all.push(...page.parcels)
        if (page.next === null) return all
        after = page.next
      }
    },
    async quotes (count) {
      const { records } = await (await tenant()).salesforce.query(`SELECT Id FROM Quote ORDER BY Id LIMIT ${count}`)
      return records.map((record) => String(record['Id']))
    },
    async change (id, fields) {
      const token = await logIn({ instanceUrl: sandbox.url, loginUrl: sandbox.url, consumerKey: 'test-app', privateKey: createPrivateKey(KEYS.privateKey), username: sandbox.users[0]?.username ?? '', timeLimit: 10_000 })
      const answer = await fetch(`${sandbox.url}/services/data/v66.0/sobjects/Quote/${id}`, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(fields)
      })
      if (!answer.ok) throw new Error(await answer.text())
    }
  }
}
