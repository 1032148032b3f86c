import type { Kind } from '../definitions/schema.ts'
import { demandNoStranger } from './check-service.ts'
import { Service } from './schema.ts'

export const serviceKind: Kind<Service> = { name: 'services', schema: Service, demand: demandNoStranger }
