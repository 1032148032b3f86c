import { definitionRoutes } from '../definitions/routes.ts'
import { envelopeKind } from './kind.ts'
import { pinEnvelope } from './pin-envelope.ts'

/** Envelopes: definitions like the others. */
export const envelopeRoutes = definitionRoutes({ kind: envelopeKind, check: pinEnvelope })
