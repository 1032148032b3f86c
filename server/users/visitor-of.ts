import type { FastifyRequest } from 'fastify'
import { nameDevice } from './name-device.ts'
import { networkOf } from './network-of.ts'
import type { Visitor } from './open-session.ts'

/** From which network and with which device a request comes. */
export function visitorOf ({ ip, headers }: FastifyRequest): Visitor {
  return { network: networkOf(ip), device: nameDevice(headers['user-agent']) }
}
