import { definitionRoutes } from '../definitions/routes.ts'
import { templateKind } from './kind.ts'
import { demandTemplate } from './demand-template.ts'

export const templateRoutes = definitionRoutes({
  kind: templateKind,
  check: async (_tenant, name, template) => {
    demandTemplate(name, template)
    return {}
  }
})
