import { definitionRoutes } from '../definitions/routes.ts'
import { mappingKind } from './kind.ts'
import { pinMapping } from './pin-mapping.ts'

export const mappingRoutes = definitionRoutes({ kind: mappingKind, check: pinMapping })
