import type { KeyObject } from 'node:crypto'
import type { Salesforce, SalesforceOptions } from './salesforce.ts'

type Open = (options: SalesforceOptions) => Salesforce

interface Known { door: Salesforce, privateKey: KeyObject, usedAt: number }

const IDLE_MS = 15 * 60_000
const MOST = 1000

/**
 * One door for each user of an org: it keeps that user's access token and describes in memory, until nobody has used it for 15 minutes, and
 * for the 1,000 users seen last. What logs in differently, be it by a renewed key, gets a door of its own.
 */
export function rememberDoors (open: Open, now: () => number = Date.now): Open {
  // The longest unused first.
  const doors = new Map<string, Known>()
  return (options) => {
    const { instanceUrl, loginUrl, consumerKey, apiVersion, username, privateKey } = options
    const name = JSON.stringify([instanceUrl, loginUrl, consumerKey, apiVersion, username])
    forgetIdle(doors, now() - IDLE_MS)
    const known = doors.get(name)
    const door = known?.privateKey.equals(privateKey) ? known.door : open(options)
    doors.delete(name)
    doors.set(name, { door, privateKey, usedAt: now() })
    const [oldest] = doors.keys()
    if (doors.size > MOST && oldest !== undefined) doors.delete(oldest)
    return door
  }
}

function forgetIdle (doors: Map<string, Known>, since: number): void {
  for (const [name, { usedAt }] of doors) {
    if (usedAt > since) return
    doors.delete(name)
  }
}
