import type { Kind } from '../definitions/schema.ts'
import { Work } from './work-schema.ts'

export const workKind: Kind<Work> = { name: 'works', schema: Work }
