import { checkComponents } from './check-components.ts'
import { checkCredentials } from './check-credentials.ts'
import { checkFlows } from './check-flows.ts'
import { checkLabels } from './check-labels.ts'
import { checkMetadata } from './check-metadata.ts'
import { checkObjects } from './check-objects.ts'
import { checkPermissions } from './check-permissions.ts'
import { checkPlacements } from './check-placements.ts'
import { checkProjectFiles } from './check-project-files.ts'
import { checkScriptReferences } from './check-script-references.ts'
import { checkTemplateReferences } from './check-template-references.ts'
import type { Finding } from './finding.ts'

/** What can be known about a Salesforce project without an org, cheapest first. */
export const LADDER: Array<{ name: string, check: (root: string) => Finding[] | Promise<Finding[]> }> = [
  { name: 'project files', check: checkProjectFiles },
  { name: 'metadata types', check: checkMetadata },
  { name: 'objects', check: checkObjects },
  { name: 'placements', check: checkPlacements },
  { name: 'flows', check: checkFlows },
  { name: 'permissions', check: checkPermissions },
  { name: 'credentials', check: checkCredentials },
  { name: 'components', check: checkComponents },
  { name: 'references of scripts', check: checkScriptReferences },
  { name: 'references of templates', check: checkTemplateReferences },
  { name: 'labels', check: checkLabels }
]
