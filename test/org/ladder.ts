import { checkApexQueries } from './check-apex-queries.ts'
import { checkApexSecurity } from './check-apex-security.ts'
import { checkApexSyntax } from './check-apex-syntax.ts'
import { checkApexTypes } from './check-apex-types.ts'
import { checkBytes } from './check-bytes.ts'
import { checkComponents } from './check-components.ts'
import { checkCredentials } from './check-credentials.ts'
import { checkFlows } from './check-flows.ts'
import { checkFormat } from './check-format.ts'
import { checkLabels } from './check-labels.ts'
import { checkMetadata } from './check-metadata.ts'
import { checkObjects } from './check-objects.ts'
import { checkPackage } from './check-package.ts'
import { checkPermissions } from './check-permissions.ts'
import { checkPlacements } from './check-placements.ts'
import { checkProjectFiles } from './check-project-files.ts'
import { checkScriptReferences } from './check-script-references.ts'
import { checkSecrets } from './check-secrets.ts'
import { checkStyles } from './check-styles.ts'
import { checkTemplateReferences } from './check-template-references.ts'
import { checkTranslations } from './check-translations.ts'
import type { Finding } from './finding.ts'

/** What can be known about a Salesforce project without an org, cheapest first. */
export const LADDER: Array<{ name: string, check: (root: string) => Finding[] | Promise<Finding[]> }> = [
  { name: 'project files', check: checkProjectFiles },
  { name: 'package', check: checkPackage },
  { name: 'metadata types', check: checkMetadata },
  { name: 'objects', check: checkObjects },
  { name: 'placements', check: checkPlacements },
  { name: 'Apex syntax', check: checkApexSyntax },
  { name: 'flows', check: checkFlows },
  { name: 'permissions', check: checkPermissions },
  { name: 'credentials', check: checkCredentials },
  { name: 'Apex queries', check: checkApexQueries },
  { name: 'components', check: checkComponents },
  { name: 'references of scripts', check: checkScriptReferences },
  { name: 'references of templates', check: checkTemplateReferences },
  { name: 'labels', check: checkLabels },
  { name: 'translations', check: checkTranslations },
  { name: 'secrets', check: checkSecrets },
  { name: 'bytes', check: checkBytes },
  { name: 'styles', check: checkStyles },
  { name: 'format', check: checkFormat },
  { name: 'Apex types', check: checkApexTypes },
  { name: 'Apex security', check: checkApexSecurity }
]
