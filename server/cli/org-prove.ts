import { createPrivateKey } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { OrgNotProven } from '../errors.ts'
import { openSalesforce, type SalesforceUser } from '../io/salesforce.ts'
import type { NewTenant } from '../tenants/schema.ts'
import { callSf } from './org-sf.ts'
import { targetWords, type Ground, type Org } from './org-steps.ts'

const LONGEST_MS = 10 * 60_000
const BETWEEN_MS = 15_000
const WHO = 'the service logs in as you'
const CALL = 'Salesforce calls the service'

/** The service logs in by JWT bearer as the admin, and is who it should be. A new app takes minutes until Salesforce knows it everywhere. */
export async function proveLogIn ({ say }: Ground, org: Org, tenant: NewTenant): Promise<void> {
  const user = await untilKnown(say, () => openSalesforce({ ...tenant, privateKey: createPrivateKey(tenant.privateKey), username: org.username, apiVersion: '66.0', log: pino({ level: 'silent' }) }).whoAmI())
  if (user.organizationId !== org.id) throw new OrgNotProven(WHO, `the login came to the org ${user.organizationId} instead of ${org.id}.`)
  if (user.userId !== org.userId) throw new OrgNotProven(WHO, `the login came as the user ${user.userId} instead of ${org.userId}.`)
  say(`      ✓ ${WHO}: ${user.name}, org and user as expected`)
}

async function untilKnown (say: (line: string) => void, logIn: () => Promise<SalesforceUser>): Promise<SalesforceUser> {
  const until = Date.now() + LONGEST_MS
  for (;;) {
    try {
      return await logIn()
    } catch (error) {
      if (Date.now() + BETWEEN_MS > until) throw new OrgNotProven(WHO, (error as Error).message)
      say(`      not yet (${(error as Error).message}) …`)
      await pause(BETWEEN_MS)
    }
  }
}

/** What a click does, without the click: Apex signs a request and sends it. */
const APEX = "ChohyoDocuments.listChoices(null, 'Account');\n"

/** Apex calls the service as the admin: certificate, named credential, permission and registration in one. */
export async function proveCall ({ options, say }: Ground, work: string): Promise<void> {
  const file = join(work, 'prove.apex')
  await writeFile(file, APEX)
  const { success, compileProblem, exceptionMessage } = await callSf<{ success: boolean, compileProblem?: string, exceptionMessage?: string }>(['apex', 'run', '--file', file, ...targetWords(options)])
    .catch((error: Error) => ({ success: false, compileProblem: '', exceptionMessage: error.message }))
  if (!success) throw new OrgNotProven(CALL, sayProblem(exceptionMessage) || compileProblem || 'no reason was given.')
  say(`      ✓ ${CALL}, and is let in`)
}

/** The sentence of a problem that Apex threw as JSON; other words as they are. */
function sayProblem (message = ''): string {
  const [, json] = /(\{.*\})/s.exec(message) ?? []
  try {
    return (JSON.parse(json ?? '') as { detail?: string }).detail ?? message
  } catch {
    return message
  }
}
