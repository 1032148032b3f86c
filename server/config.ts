import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'
import { BlockList, isIP } from 'node:net'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { ConfigInvalid } from './errors.ts'

const url = (schemes: string[], description: string) => Type.String({ default: '', pattern: `^$|^(${schemes.join('|')})://.`, schemes, description })
const WEB = ['https', 'http']

/** Every setting, with its default; the table in README.md is printed from these descriptions (`npm run chohyo -- settings`). */
export const Settings = Type.Object({
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65535, description: 'Port of the service; 0 takes any free one' }),
  HOST: Type.String({ default: '::', description: 'Address to listen on; `::` is IPv4 and IPv6' }),
  TLS_CERT: Type.String({ default: '', description: 'File of the certificate chain (PEM), to speak TLS 1.2 and 1.3 without a proxy in front' }),
  TLS_KEY: Type.String({ default: '', description: 'File of its private key (PEM)' }),
  PUBLIC_URL: url(WEB, 'How Salesforce and browsers reach the service: the audience of signed requests. Default `http://localhost:PORT`'),
  DATA_DIR: Type.String({ default: './data', description: 'Folder for the embedded database, files, keys and the unpacked browser' }),
  KEYS_DIR: Type.String({ default: '', description: 'Folder of the root key that seals secrets; without it `keys` in DATA_DIR. All processes of an installation need the same one: back it up' }),
  ROOT_KEY: Type.String({ default: '', pattern: '^$|^arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:(key|alias)/.|^[0-9a-fA-F]{64}$', usable: 'it must be the ARN of a key of AWS KMS, or for development 64 hex digits', description: 'A key of AWS KMS as the root key (`arn:aws:kms:…`), which then never leaves it; without it the file `root.key` in KEYS_DIR. For development also 64 hex digits' }),
  KMS_ENDPOINT: url(WEB, 'Address of a key service other than that of AWS'),
  DATA_REGIONS: Type.String({ default: '', description: 'Regions that data and keys may lie in, with commas between (`ap-northeast-1, ap-northeast-3`): a bucket or key elsewhere ends the start' }),
  MODE: Type.Union([Type.Literal('all'), Type.Literal('web'), Type.Literal('worker')], { default: 'all', description: 'What this process does: `all`, `web` or `worker`' }),
  DATABASE_URL: url(['postgres', 'postgresql'], 'Your PostgreSQL (15 or newer); without it one is started in DATA_DIR'),
  ADMIN_DATABASE_URL: url(['postgres', 'postgresql'], 'CLI, backup and restore: the same database for a superuser. The embedded one needs none'),
  KEYS_DATABASE_URL: url(['postgres', 'postgresql'], 'A PostgreSQL of its own for the tenants\' keys; without it they lie in the schema `chohyo_keys`, which backups leave out'),
  REDIS_URL: url(['redis', 'rediss', 'unix'], 'Redis or Valkey for the queue; without it the queue lives in PostgreSQL'),
  S3_BUCKET: Type.String({ default: '', description: 'Bucket for document bytes; without it they lie in DATA_DIR. Credentials come from the usual AWS variables' }),
  S3_ENDPOINT: url(WEB, 'Address of an S3-compatible store other than AWS'),
  S3_REGION: Type.String({ default: 'ap-northeast-1', description: 'Region of the bucket' }),
  ANCHOR_DIR: Type.String({ default: '', description: 'Folder for the signed heads of the histories, best on another machine; without it `anchors` in DATA_DIR' }),
  ANCHOR_S3_BUCKET: Type.String({ default: '', description: 'Bucket for the same, best with Object Lock and another owner; address and region are those of S3' }),
  WEBHOOK_PRIVATE_NETWORKS: Type.String({ default: '', description: 'Networks of your own that webhooks may reach, with commas between (`10.1.2.0/24, fd00::/8`); others that are not public are refused' }),
  OPERATOR: Type.String({ default: '', description: 'Who runs this installation, as GET /v1/about says it' }),
  OPERATOR_CONTACT: Type.String({ default: '', description: 'Where customers reach the operator' }),
  OPERATOR_REGION: Type.String({ default: '', description: 'Where the data lies, in words: `Tokyo, Japan`' }),
  OPERATOR_LAW: Type.String({ default: '', description: 'Law and court of the contract, in words' }),
  SECURITY_CONTACT: Type.String({ default: '', pattern: '^$|^(https://|mailto:|tel:).', usable: 'it must begin with https://, mailto: or tel:', description: 'Where weaknesses are reported, for /.well-known/security.txt; without it there is none' }),
  SECURITY_EXPIRES: Type.String({ default: '', pattern: '^$|^\\d{4}-\\d{2}-\\d{2}$', description: 'Day (`2027-03-31`) after which that is to be asked for again; without it always in 90 days' }),
  SMTP_URL: url(['smtp', 'smtps'], 'Your mail server (`smtps://user:password@host`, `smtp://…` with STARTTLS), for invites and notices; without it admins hand links over themselves'),
  MAIL_FROM: Type.String({ default: '', description: 'Sender of these mails; without it `chohyo@` and the host of PUBLIC_URL' }),
  CHROME_PATH: Type.String({ default: '', description: 'The browser to print with; without it the best one found, else the shipped one' }),
  CHROME_PAGES: Type.Integer({ default: availableParallelism(), minimum: 1, maximum: 64, description: 'Documents printed at the same time; as many as cores is best' }),
  SANDBOX: Type.Union([Type.Literal('auto'), Type.Literal('on'), Type.Literal('off')], { default: 'auto', description: 'The simulated Salesforce org: `auto` starts it on the embedded database only' }),
  SANDBOX_SIZE: Type.Integer({ default: 50, minimum: 1, maximum: 1_000_000, description: 'Accounts in the sandbox org; the other objects grow with them' }),
  LEASE_SECONDS: Type.Integer({ default: 30, minimum: 2, maximum: 600, description: 'A worker that is silent for so long is taken for dead, and its documents go to another' }),
  TRUST_PROXY: Type.String({ default: '', description: 'Proxies in front of the service, as addresses or networks with commas between (`10.0.0.0/8, ::1`): the caller they forward is believed' }),
  RATE_LIMIT: Type.Integer({ default: 6000, minimum: 1, description: 'Requests a minute from one network (IPv4 address or IPv6 /64); the rest gets 429' }),
  LOG_LEVEL: Type.Union(['fatal', 'error', 'warn', 'info', 'debug', 'silent'].map((level) => Type.Literal(level)), { default: 'warn', description: 'What is logged to standard output, as JSON lines' }),
  NODE_ENV: Type.Union([Type.Literal('development'), Type.Literal('production'), Type.Literal('test')], { default: 'development', description: '`production` refuses the sandbox org and an unisolated browser' }),
  CHOHYO_URL: url(WEB, 'CLI: the service to talk to. Default: the one in DATA_DIR/demo.json'),
  CHOHYO_API_KEY: Type.String({ default: '', description: 'CLI: the key to talk with. Default: the one in DATA_DIR/demo.json' }),
  LANG: Type.String({ default: '', description: 'CLI: `ja…` has the service answer in Japanese' }),
  INIT_CWD: Type.String({ default: '' })
})

type Read = Static<typeof Settings>

/** The settings as the process uses them: checked, with paths resolved, frozen. */
export type Config = Readonly<Read & { dataDir: string, keysDir: string, publicUrl: string, sandbox: boolean, anchorDir: string, webhookNetworks: BlockList }>

const settings = Compile(Settings)

/** Reads the settings from the environment; a bad one ends the start with a sentence. */
export function readConfig (env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.keys(Settings.properties).flatMap((name) => env[name] === undefined || env[name] === '' ? [] : [[name, env[name]]]))
  const read = Value.Convert(Settings, Value.Default(Settings, given))
  const [problem] = settings.Errors(read)
  if (problem) {
    const name = problem.instancePath.slice(1)
    throw new ConfigInvalid(name, sayUsable((Settings.properties as Record<string, Hints>)[name] ?? {}) ?? problem.message)
  }
  return derive(read as Read)
}

interface Hints { usable?: string, anyOf?: Array<{ const: string }>, minimum?: number, maximum?: number, schemes?: string[] }

/** What a setting takes, in words. */
function sayUsable ({ usable, anyOf, minimum, maximum, schemes }: Hints): string | undefined {
  if (usable !== undefined) return usable
  if (anyOf) return `it must be ${or(anyOf.map(({ const: value }) => value))}`
  if (schemes) return `it must begin with ${or(schemes.map((scheme) => `${scheme}://`))}`
  if (minimum !== undefined) return `it must be a whole number from ${minimum}${maximum === undefined ? '' : ` to ${maximum}`}`
}

function or (words: string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

function derive (read: Read): Config {
  const sandbox = read.SANDBOX === 'on' || (read.SANDBOX === 'auto' && read.DATABASE_URL === '' && read.NODE_ENV !== 'production')
  if ((read.TLS_CERT === '') !== (read.TLS_KEY === '')) throw new ConfigInvalid(read.TLS_CERT === '' ? 'TLS_CERT' : 'TLS_KEY', 'certificate and key belong together')
  if (read.NODE_ENV === 'production' && /^[0-9a-f]{64}$/i.test(read.ROOT_KEY)) throw new ConfigInvalid('ROOT_KEY', 'in production the root key is a file in KEYS_DIR or a key of AWS KMS: the environment of a process is read by too many')
  demandRegions(read)
  if (sandbox && read.NODE_ENV === 'production') throw new ConfigInvalid('SANDBOX', 'the sandbox org is for the first start, demos and tests, not for production')
  return Object.freeze({
    ...read,
    dataDir: resolve(read.DATA_DIR),
    keysDir: resolve(read.KEYS_DIR || join(read.DATA_DIR, 'keys')),
    anchorDir: resolve(read.ANCHOR_DIR || join(read.DATA_DIR, 'anchors')),
    webhookNetworks: readNetworks('WEBHOOK_PRIVATE_NETWORKS', read.WEBHOOK_PRIVATE_NETWORKS),
    publicUrl: read.PUBLIC_URL || `http${read.TLS_CERT === '' ? '' : 's'}://localhost:${read.PORT}`,
    sandbox
  })
}

/** Data stays where it is said to be. */
function demandRegions ({ DATA_REGIONS, S3_BUCKET, ANCHOR_S3_BUCKET, S3_REGION, ROOT_KEY }: Read): void {
  const regions = DATA_REGIONS.split(',').map((each) => each.trim()).filter((each) => each !== '')
  const demand = (name: string, region: string): void => {
    if (regions.length > 0 && !regions.includes(region)) throw new ConfigInvalid(name, `${region} is not among DATA_REGIONS (${regions.join(', ')})`)
  }
  if (S3_BUCKET !== '' || ANCHOR_S3_BUCKET !== '') demand('S3_REGION', S3_REGION)
  if (ROOT_KEY.startsWith('arn:')) demand('ROOT_KEY', ROOT_KEY.split(':')[3] ?? '')
}

function readNetworks (name: string, text: string): BlockList {
  const networks = new BlockList()
  for (const network of text.split(',').map((each) => each.trim()).filter((each) => each !== '')) {
    const [address = '', bits = ''] = network.split('/')
    const version = isIP(address)
    if (version === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128)) throw new ConfigInvalid(name, `${network} is not a network such as 10.1.2.0/24`)
    networks.addSubnet(address, Number(bits), version === 4 ? 'ipv4' : 'ipv6')
  }
  return networks
}

/** The settings people set, as rows of the README's table; INIT_CWD (the folder `npm run` was called in) is npm's to set. */
export function describeSettings (): Array<{ name: string, default: string, description: string }> {
  return Object.entries(Settings.properties).flatMap(([name, schema]) => {
    const { default: value = '', description = '' } = schema as { default?: string | number, description?: string }
    return description === '' ? [] : [{ name, default: name === 'CHROME_PAGES' ? 'number of cores' : String(value), description }]
  })
}

/** Where a part of the installation keeps its things inside the data folder. */
export function dataPath (config: Config, ...parts: string[]): string {
  return join(config.dataDir, ...parts)
}
