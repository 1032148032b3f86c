import { toProblem } from '../documents/to-problem.ts'
import { sayProblem, type Language } from '../errors-ja.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { openService } from './open-service.ts'
import type { Checked } from './schema.ts'

/** Milliseconds: somebody looks at the screen meanwhile. */
const PATIENCE = 20_000

/** Opens the connection of a Service as it is being edited, and leaves nothing there. What goes wrong over there is the answer, no error of ours. Errors: DefinitionUnknown. */
export async function tryService (tenant: Tenant, { name, language }: { name: string, language: Language }): Promise<Checked> {
  const started = performance.now()
  const { connector, callWithin } = await openService(tenant, { name, version: 'draft' })
  const problem = await connector.check(callWithin(PATIENCE)).then(() => null, toProblem)
  await tenant.db((trx) => recordHistory(trx, tenant.id, { kind: 'job', who: tenant.user.username, what: 'check-service', about: name, result: problem?.code ?? 'done' }))
  const said = problem && sayProblem(problem, language)
  return { ok: said === null, milliseconds: Math.round(performance.now() - started), problem: said && { code: said.code, message: said.message } }
}
