import { KeyUnusable } from '../errors.ts'
import { KMS_SEAL, openKmsKeys, type KmsOptions } from './keys-kms.ts'
import { openKeyFolder, openPlainKey, type LocalKeys } from './keys-local.ts'

/**
 * The root key: it seals the keys of tenants, our private keys for their orgs, and the keys of backups; all of them small, 4 KB at most. `aad` names the place,
 * `tenant|table|column`: bytes moved elsewhere do not open. Errors: KeyUnusable, RootKeyUnavailable.
 */
export interface Keys {
  seal: (aad: string, plain: Uint8Array) => Promise<Uint8Array>
  open: (aad: string, sealed: Uint8Array) => Promise<Uint8Array>
  /** Whether this was sealed by another key than the one that seals now. */
  isOld: (sealed: Uint8Array) => Promise<boolean>
  /** Rejects when the key cannot be used now. Asked again at most every ten seconds: anybody may ask whether we are ready, and a key service counts. */
  ping: () => Promise<void>
  /** Where the key is, for operators. */
  about: string
}

export interface KeysOptions {
  /** holds the file root.key, made at the first start, and those it replaced */
  dir: string
  /** `arn:aws:kms:…`, or 64 hex digits; without it the file */
  source?: string | undefined
  /** refuses a key that others of this machine may read */
  strict?: boolean | undefined
  kms?: Pick<KmsOptions, 'endpoint' | 'credentials'> | undefined
}

/** Opens the root key of this installation. Whoever loses it loses what it sealed: back the file up apart from the database. Errors: KeyUnusable, ConfigInvalid, RootKeyUnavailable. */
export async function openKeys (options: KeysOptions): Promise<Keys> {
  const keys = await openSource(options)
  return { ...keys, ping: rememberPing(keys) }
}

async function openSource ({ dir, source = '', strict = false, kms = {} }: KeysOptions): Promise<Omit<Keys, 'ping'>> {
  if (source.startsWith('arn:')) return openKms({ dir, strict, arn: source, kms })
  const local = source === '' ? await openKeyFolder(dir, { strict }) : openPlainKey(source)
  return {
    ...local,
    open: async (aad, sealed) => {
      if (sealed[0] === KMS_SEAL) throw new KeyUnusable('This was sealed by a key service that is no longer set. Set ROOT_KEY as it was')
      return local.open(aad, sealed)
    },
    about: source === '' ? `the file root.key in ${dir}` : 'a setting (for development only)'
  }
}

/** What the file of the same installation sealed before there was a key service opens as before. */
async function openKms ({ dir, strict, arn, kms }: { dir: string, strict: boolean, arn: string, kms: Pick<KmsOptions, 'endpoint' | 'credentials'> }): Promise<Omit<Keys, 'ping'>> {
  const service = openKmsKeys({ arn, ...kms })
  const earlier: LocalKeys | null = await openKeyFolder(dir, { strict, make: false })
  // A key service that refuses us is told of now rather than by the first document.
  await probe(service)
  return {
    ...service,
    open: async (aad, sealed) => {
      if (sealed[0] === KMS_SEAL) return service.open(aad, sealed)
      if (!earlier) throw new KeyUnusable('This was sealed by the file root.key, which is not there any more')
      return earlier.open(aad, sealed)
    },
    about: arn
  }
}

const PING_MS = 10_000

function rememberPing (keys: Pick<Keys, 'seal' | 'open'>): Keys['ping'] {
  let last: { at: number, answer: Promise<void> } | null = null
  return () => {
    if (!last || Date.now() - last.at > PING_MS) last = { at: Date.now(), answer: probe(keys) }
    return last.answer
  }
}

async function probe ({ seal, open }: Pick<Keys, 'seal' | 'open'>): Promise<void> {
  await open('probe', await seal('probe', Buffer.from('probe')))
}
