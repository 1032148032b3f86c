import type { Kind } from '../definitions/schema.ts'
import { View } from './schema.ts'

export const viewKind: Kind<View> = { name: 'views', schema: View }
