import type { KeyObject } from 'node:crypto'
import { access, constants, mkdir } from 'node:fs/promises'
import { hostname } from 'node:os'
import type { Logger } from 'pino'
import { dataPath, type Config } from './config.ts'
import { ConfigInvalid } from './errors.ts'
import { openChrome, type Chrome } from './io/chrome.ts'
import { openDatabase, type Database } from './io/database.ts'
import { openFiles, type Files } from './io/files.ts'
import { openKeyStore } from './io/key-store.ts'
import { openKeys, type Keys } from './io/keys.ts'
import { openLog } from './io/log.ts'
import { openMail, type Mail } from './io/mail.ts'
import { openPageImages, type PageImages } from './io/page-images.ts'
import { startPostgres } from './io/postgres.ts'
import { progress } from './io/progress.ts'
import { openQueue, type Queue } from './io/queue.ts'
import { openSalesforce, type Salesforce, type SalesforceOptions } from './io/salesforce.ts'
import { rememberDoors } from './io/salesforce-doors.ts'
import { openKeyRings, type KeyRings } from './io/secrets.ts'
import { openSignals, type Signals } from './io/signals.ts'
import { openSigningKey } from './io/signing-key.ts'
import { openSubprocesses, type Subprocesses } from './io/subprocess.ts'

/** Everything outside the process, opened once by main.ts and handed down; rooms see it only through a Tenant. */
export interface Deps {
  config: Config
  log: Logger
  database: Database
  queue: Queue
  files: Files
  keys: Keys
  /** every tenant's own keys; `secretsOf` opens what must be opened before there is a Tenant */
  keyRings: KeyRings
  secretsOf: KeyRings['secretsOf']
  /** the installation's own Ed25519 key, by which outsiders can check what it says */
  signing: KeyObject
  /** null when the operator has named no mail server */
  mail: Mail | null
  chrome: Chrome
  formulas: Subprocesses
  pageImages: PageImages
  /** rings when a parcel has reached its end, in whichever process that was */
  parcels: Signals
  salesforce: (options: SalesforceOptions) => Salesforce
  /** who holds leases: this process */
  owner: string
  now: () => Date
  close: () => Promise<void>
}

type Closer = () => Promise<unknown>

/** Opens everything, the browser beside the stores; when one fails, what was opened is closed again. `open`: another way to the browser. */
export async function openDeps (config: Config, log: Logger = openLog(config.LOG_LEVEL), open: typeof openChrome = openChrome): Promise<Deps> {
  await demandDataFolder(config)
  const closers: Closer[] = []
  const opened = <T extends { close: Closer }>(thing: T): T => { closers.unshift(thing.close); return thing }
  const opening = [openStores(config, log, opened), openPrinter(config, log, { opened, open })] as const
  try {
    const [stores, printer] = await Promise.all(opening)
    return {
      config,
      log,
      ...stores,
      ...printer,
      mail: openPost(config, opened),
      salesforce: rememberDoors(openSalesforce),
      owner: `${hostname()}-${process.pid}`,
      now: () => new Date(),
      close: () => closeAll(closers, log)
    }
  } catch (error) {
    await Promise.allSettled(opening)
    await closeAll(closers, log)
    throw error
  }
}

type Opened = <T extends { close: Closer }>(thing: T) => T

async function openStores (config: Config, log: Logger, opened: Opened): Promise<Pick<Deps, 'database' | 'queue' | 'files' | 'keys' | 'keyRings' | 'secretsOf' | 'signing' | 'parcels'>> {
  const url = config.DATABASE_URL || await startOwnPostgres(config, log, opened)
  const keys = await openRootKey(config)
  const signing = await openSigningKey({ dir: config.keysDir, keys })
  const database = opened(await openDatabase({ url, log }))
  const keyRings = openKeyRings({ store: opened(await openKeyStore({ url: config.KEYS_DATABASE_URL || url, log })), root: keys })
  const queue = opened(await openQueue(config.REDIS_URL ? { redisUrl: config.REDIS_URL } : { postgresUrl: url }, log))
  const files = opened(await openStore(config))
  const parcels = opened(await openSignals(database, 'chohyo_parcel'))
  return { keys, keyRings, secretsOf: keyRings.secretsOf, signing, database, queue, files, parcels }
}

/** The root key as the settings have it. */
export async function openRootKey ({ keysDir, ROOT_KEY, KMS_ENDPOINT, NODE_ENV }: Pick<Config, 'keysDir' | 'ROOT_KEY' | 'KMS_ENDPOINT' | 'NODE_ENV'>): Promise<Keys> {
  return openKeys({ dir: keysDir, source: ROOT_KEY, strict: NODE_ENV === 'production', kms: { endpoint: KMS_ENDPOINT || undefined } })
}

function openPost ({ SMTP_URL, MAIL_FROM, publicUrl }: Config, opened: Opened): Mail | null {
  return SMTP_URL === '' ? null : opened(openMail({ url: SMTP_URL, from: MAIL_FROM || `chohyo@${new URL(publicUrl).hostname}` }))
}

async function demandDataFolder ({ dataDir }: Config): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await access(dataDir, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new ConfigInvalid('DATA_DIR', `${dataDir} cannot be written to (${why(error)})`)
  }
}

/** The file store, asked whether it takes bytes: a bad one would fail one document after the other. */
export async function openStore (config: Config): Promise<Files> {
  const files = openFiles(config.S3_BUCKET ? { bucket: config.S3_BUCKET, endpoint: config.S3_ENDPOINT || undefined, region: config.S3_REGION } : { dir: dataPath(config, 'files') })
  try {
    await progress('Asking the file store', files.probe())
    return files
  } catch (error) {
    await files.close()
    const [setting, what] = config.S3_BUCKET ? ['S3_BUCKET', `${config.S3_BUCKET} does not keep files`] : ['DATA_DIR', `${dataPath(config, 'files')} does not keep files`]
    throw new ConfigInvalid(setting, `${what} (${why(error)})`, { cause: error })
  }
}

/** ENOSPC, NoSuchBucket: what one can search for. */
function why (error: unknown): string {
  const { code, name, message } = error as { code?: string, name: string, message: string }
  return code ?? (name === 'Error' ? message : name)
}

async function startOwnPostgres (config: Config, log: Logger, opened: Opened): Promise<string> {
  const { url, stop } = await progress('Starting the database', startPostgres({ dir: dataPath(config, 'postgres'), log }))
  opened({ close: stop })
  return url
}

async function openPrinter (config: Config, log: Logger, { opened, open }: { opened: Opened, open: typeof openChrome }): Promise<Pick<Deps, 'chrome' | 'formulas' | 'pageImages'>> {
  const formulas = opened(openSubprocesses(new URL('./mappings/answer-formulas.ts', import.meta.url), { size: 2 }))
  const pageImages = opened(openPageImages({ size: 2 }))
  const chrome = opened(await progress('Starting Chrome (it is unpacked the first time)', open({
    path: config.CHROME_PATH || undefined,
    dir: dataPath(config, 'chrome'),
    pages: config.CHROME_PAGES,
    log,
    requireIsolation: config.NODE_ENV === 'production'
  })))
  return { chrome, formulas, pageImages }
}

async function closeAll (closers: Closer[], log: Logger): Promise<void> {
  for (const close of closers.splice(0)) await close().catch((error: unknown) => log.warn({ err: error }, 'something did not close in order'))
}
