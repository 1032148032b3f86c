import type { Kind } from '../definitions/schema.ts'
import { Template } from './schema.ts'

export const templateKind: Kind<Template> = { name: 'templates', schema: Template }
