import t from 'tap'
import { readApex } from './apex.ts'
import { SUITE } from './conformance/covered.ts'
import { drivePlanted } from './conformance/planted.ts'
import { driveDocuments } from './conformance/documents.ts'
import { driveFlow } from './conformance/flow.ts'
import { openMethods, openOrg, project } from './conformance/open-org.ts'
import { drivePasses } from './conformance/passes.ts'
import { driveRefusals } from './conformance/refusals.ts'
import { driveRuns } from './conformance/runs.ts'

// The Apex of the package, played from its sources, against the running service and the sandbox org: every method that somebody may call, and every refusal.

t.setTimeout(240_000)

t.test('every class that somebody may call from outside has its part in the suite', async (t) => {
  const open = readApex(project).map(({ name }) => name).filter((name) => openMethods(name).length > 0).sort()
  t.same(open, Object.values(SUITE).flat().sort())
})

const org = await openOrg(t)

for (const [part, drive] of Object.entries({ documents: driveDocuments, runs: driveRuns, passes: drivePasses, flow: driveFlow, refusals: driveRefusals, 'planted faults': drivePlanted })) {
  t.test(part, async (t) => { await drive(t, org) })
}
