import type { Kind } from '../definitions/schema.ts'
import { Envelope } from './schema.ts'

export const envelopeKind: Kind<Envelope> = { name: 'envelopes', schema: Envelope }
