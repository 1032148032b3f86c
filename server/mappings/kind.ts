import type { Kind } from '../definitions/schema.ts'
import { Mapping } from './schema.ts'

export const mappingKind: Kind<Mapping> = { name: 'mappings', schema: Mapping }
