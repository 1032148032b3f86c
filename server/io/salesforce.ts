import type { KeyObject } from 'node:crypto'
import { SalesforceRefused, SalesforceUnavailable } from '../errors.ts'
import type { Log } from './log.ts'
import { keepDescribes, type ObjectDescribe, type ObjectSummary } from './salesforce-describe.ts'
import { filesOn, findFile, readFile, saveFile, type FoundFile, type NewFile, type SavedFile } from './salesforce-files.ts'
import { countRows, queryTree, type QueryTree } from './salesforce-query.ts'
import { writeRecord, type RecordWrite, type WrittenRecord } from './salesforce-records.ts'
import { openLine, type Send } from './salesforce-send.ts'

export interface SalesforceOptions {
  instanceUrl: string
  loginUrl: string
  consumerKey: string
  privateKey: KeyObject
  username: string
  /** `66.0` */
  apiVersion: string
  log: Log
  /** Milliseconds for one request, its answer included; default 30,000. */
  timeLimit?: number
}

export interface SalesforceUser {
  /** 18 characters, as all ids here. */
  organizationId: string
  userId: string
  username: string
  name: string
  email: string
  language: string
  locale: string
  timeZone: string
}

/** One org as one user sees it. Errors are those of the section "salesforce" in errors.ts. */
export interface Salesforce {
  username: string
  whoAmI: () => Promise<SalesforceUser>
  describeGlobal: () => Promise<ObjectSummary[]>
  /** As this user sees it; kept for a few minutes. */
  describe: (object: string) => Promise<ObjectDescribe>
  /** Every page at every level, or an error. */
  query: (soql: string) => Promise<QueryTree>
  /** For `SELECT COUNT() …` queries; five share a request. */
  count: (soqls: string[]) => Promise<number[]>
  saveFile: (file: NewFile) => Promise<SavedFile>
  findFile: (key: string, versionOf?: string) => Promise<FoundFile | null>
  /** Of these files, those that lie on the record and that this user sees there. */
  filesOn: (recordId: string, contentDocumentIds: string[]) => Promise<Set<string>>
  readFile: (contentVersionId: string) => Promise<Uint8Array>
  writeRecord: (write: RecordWrite) => Promise<WrittenRecord>
  /** API requests sent so far, as the org counts them: logins are free. */
  calls: () => number
  /** The org's own count, from its latest answer. */
  limits: () => { used: number, max: number } | null
}

const TIME_LIMIT = 30_000

/** Opens the door to one org as one user; nothing is sent before the first use. The access token lives and dies with the door. */
export function openSalesforce (options: SalesforceOptions): Salesforce {
  const { apiVersion, username, timeLimit = TIME_LIMIT } = options
  if (!/^\d{2,3}\.0$/.test(apiVersion)) throw new SalesforceRefused('API_VERSION', 'the API version has the form 66.0')
  const { send, calls, limits } = openLine({ ...options, timeLimit })
  const describes = keepDescribes(send)
  const line = { send, apiVersion }
  const stale = forgetWhenStale(describes.forget)
  return {
    username,
    whoAmI: () => whoAmI(send),
    describeGlobal: describes.describeGlobal,
    describe: describes.describe,
    query: (soql) => queryTree(line, soql).catch(stale),
    count: (soqls) => countRows(line, soqls).catch(stale),
    saveFile: (file) => saveFile(line, file),
    findFile: (key, versionOf) => findFile(line, key, versionOf),
    filesOn: (recordId, contentDocumentIds) => filesOn(line, recordId, contentDocumentIds),
    readFile: (contentVersionId) => readFile(line, contentVersionId),
    writeRecord: (write) => writeRecord(line, write).catch(stale),
    calls,
    limits
  }
}

/** A field or object unknown to Salesforce but known to us: permissions changed since the describe, so the next question asks afresh. */
function forgetWhenStale (forget: () => void): (error: unknown) => never {
  return (error) => {
    if (error instanceof Error && /INVALID_FIELD|INVALID_TYPE/.test(error.message)) forget()
    throw error
  }
}

async function whoAmI (send: Send): Promise<SalesforceUser> {
  const info = await send({ method: 'GET', path: '/services/oauth2/userinfo', safe: true }) as Record<string, unknown> | null
  const text = (name: string): string => typeof info?.[name] === 'string' ? info[name] : ''
  if (!text('organization_id') || !text('user_id')) throw new SalesforceUnavailable('an unreadable answer about the user')
  return {
    organizationId: text('organization_id'),
    userId: text('user_id'),
    username: text('preferred_username'),
    name: text('name'),
    email: text('email'),
    language: text('language'),
    locale: text('locale'),
    timeZone: text('zoneinfo')
  }
}
