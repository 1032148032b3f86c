import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dataPath } from '../config.ts'
import { SfRefused } from '../errors.ts'
import { closeTenant } from '../tenants/close-tenant.ts'
import { emptyPackage, listRemovals, manifest } from './org-removals.ts'
import { lookAtOrg } from './org-look.ts'
import { buildPackage, type Part } from './org-package.ts'
import { withRegistry } from './org-registry.ts'
import { callSf } from './org-sf.ts'
import { targetWords, walk, type Ground, type Org, type Step } from './org-steps.ts'

interface Undoing { org: Org, work: string, parts: Part[] }

const FLOW = 'Chohyo_Generate_Many'
const UNASSIGN = "delete [SELECT Id FROM PermissionSetAssignment WHERE PermissionSet.Name IN ('Chohyo_User', 'Chohyo_Admin')];\n"

/** Takes an org off this service, in the reverse order of `connectOrg`. The history in the org and the keys of its files stay unless told otherwise. */
export async function undoOrg (ground: Ground): Promise<void> {
  await walk(ground, steps(ground), {} as Undoing)
  if (!ground.options.dryRun) sayWhatStays(ground)
}

function steps (ground: Ground): Array<Step<Undoing>> {
  const { config, options, say } = ground
  return [
    { title: 'Look at the org', does: ['sf org display', 'sf data query … Organization, User'], run: async (state) => { state.org = await lookAtOrg(ground) } },
    {
      title: 'End the service for it',
      does: ['its callers are shut out, our key for it is deleted; documents and histories of the service stay'],
      run: async ({ org }) => {
        const was = await withRegistry(config, (registry) => closeTenant(registry, org.id))
        say(was ? '      done' : '      it was not registered')
      }
    },
    { title: 'Take the permission sets from everybody', does: ['sf apex run (deletes the assignments of Chohyo_User and Chohyo_Admin)'], run: (state) => unassign(ground, state) },
    { title: 'Delete the External Client App', does: ['sf project deploy start (destructive changes)'], run: async (state) => { await remove(ground, state, 'app', listRemovals(state.parts, 'app', options.withData, [])) } },
    {
      title: `Delete the package${options.withData ? ', the history and the keys of the files too' : ''}`,
      does: ['sf project deploy start (the flow is deactivated)', 'sf project deploy start (destructive changes)', options.withData ? 'the object ChohyoOutput__c and the fields of ContentVersion go with their data' : 'the object ChohyoOutput__c and the fields of ContentVersion stay with their data (--with-data deletes them)'],
      run: (state) => removePackage(ground, state)
    }
  ]
}

async function unassign ({ config, options, say }: Ground, state: Undoing): Promise<void> {
  state.work = dataPath(config, 'orgs', state.org.id)
  await mkdir(state.work, { recursive: true, mode: 0o700 })
  state.parts = await buildPackage(state.work, null)
  const file = join(state.work, 'unassign.apex')
  await writeFile(file, UNASSIGN)
  const { success, exceptionMessage } = await callSf<{ success: boolean, exceptionMessage?: string }>(['apex', 'run', '--file', file, ...targetWords(options)])
  if (!success) throw new SfRefused('take the permission sets away', exceptionMessage ?? 'no reason was given.')
  say('      done')
}

/** A flow that is active cannot be deleted, and each of its versions has a name of its own. */
async function removePackage (ground: Ground, state: Undoing): Promise<void> {
  const { options } = ground
  const { records } = await callSf<{ records: Array<{ VersionNumber: number }> }>(['data', 'query', '--use-tooling-api', '--query', `SELECT VersionNumber FROM Flow WHERE Definition.DeveloperName = '${FLOW}'`, ...targetWords(options)])
  if (records.length > 0) {
    await deploy(ground, state, 'flow', {
      'package.xml': manifest([{ type: 'FlowDefinition', fullName: FLOW }]),
      [`flowDefinitions/${FLOW}.flowDefinition`]: '<?xml version="1.0" encoding="UTF-8"?>\n<FlowDefinition xmlns="http://soap.sforce.com/2006/04/metadata">\n    <activeVersionNumber>0</activeVersionNumber>\n</FlowDefinition>\n'
    })
  }
  await remove(ground, state, 'package', listRemovals(state.parts, 'package', options.withData, records.map(({ VersionNumber }) => `${FLOW}-${VersionNumber}`)))
}

async function remove (ground: Ground, state: Undoing, name: string, removals: Array<{ type: string, fullName: string }>): Promise<void> {
  await deploy(ground, state, `remove-${name}`, { 'package.xml': emptyPackage, 'destructiveChanges.xml': manifest(removals) })
  ground.say(`      ${removals.length} components are gone`)
}

async function deploy ({ options }: Ground, { work }: Undoing, name: string, files: Record<string, string>): Promise<void> {
  const dir = join(work, name)
  await rm(dir, { recursive: true, force: true })
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(dir, path, '..'), { recursive: true })
    await writeFile(join(dir, path), text)
  }
  await callSf(['project', 'deploy', 'start', '--metadata-dir', dir, '--wait', '45', ...targetWords(options)], { cwd: join(work, 'source') })
}

function sayWhatStays ({ options, say }: Ground): void {
  say('\nUndone. What stays in the org:')
  say(`  - the certificate ${options.identity}: delete it in Setup, Certificate and Key Management, when nothing else uses it`)
  if (!options.withData) say('  - the object Document Output with its lines, and the fields Chohyo … of ContentVersion')
  say('  - the files that were made: they are yours')
  say('  - buttons that you have put on your own pages: Salesforce names them where they are in the way')
}
