import { Type, type Static } from 'typebox'

/**
 * What the admins of a tenant decide. Strict: an unknown section or setting is refused. A section, or a setting in it, that is not there has its default.
 * A setting that is a secret is named in `SECRET_SETTINGS`: it is written, sealed, and never shown again; what is shown instead is whether there is one.
 */

const strict = { additionalProperties: false }
const Mail = Type.String({ format: 'email', maxLength: 254, description: 'mail address' })
const Web = Type.String({ pattern: '^https://[^\\s@]+$', maxLength: 2000, description: 'address that begins with https://' })
const Zone = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$', maxLength: 64, description: 'IANA time zone' })
const Domain = Type.String({ pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$', maxLength: 253, description: 'domain, as in example.co.jp' })
const Secret = Type.String({ minLength: 16, maxLength: 500, description: 'a secret of 16 to 500 characters: written, never shown' })

export const SignInSettings = Type.Object({
  secondFactor: Type.Optional(Type.Union([Type.Literal('admins'), Type.Literal('everyone'), Type.Literal('optional')], { description: 'Who needs a second factor to sign in to the console' }))
}, strict)

export const HistorySettings = Type.Object({
  zone: Type.Optional(Zone),
  webhook: Type.Optional(Type.Union([Type.Object({ url: Web, secret: Type.Optional(Secret) }, strict), Type.Null()], { description: 'Where each line of the histories is sent (SIEM), and the secret its signature is made with' })),
  alerts: Type.Optional(Type.Object({
    failedSignIns: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'Failed sign-ins of one login or network within ten minutes' })),
    downloads: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Documents downloaded by one user within ten minutes' }))
  }, strict))
}, strict)

export const RetentionSettings = Type.Object({
  years: Type.Optional(Type.Integer({ minimum: 0, maximum: 30, description: 'Years that documents are kept and cannot be deleted (電子帳簿保存法: 7, at times 10)' }))
}, strict)

export const KeySettings = Type.Object({
  destroyDelayDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 90, description: 'Days between the confirmed wish to destroy the keys and their destruction' }))
}, strict)

export const SsoSettings = Type.Object({
  issuer: Web,
  clientId: Type.String({ minLength: 1, maxLength: 255 }),
  clientSecret: Type.Optional(Secret),
  domains: Type.Optional(Type.Array(Domain, { maxItems: 50, description: 'Mail domains whose people are sent to this provider' })),
  /** without it people sign in both ways */
  required: Type.Optional(Type.Boolean({ description: 'People come by single sign-on alone; only admins with a second factor also sign in here, for the day the provider fails' }))
}, strict)

export const ContactSettings = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 200 })),
  mail: Type.Optional(Type.Union([Mail, Type.Null()]))
}, strict)

export const OffboardingSettings = Type.Object({
  graceDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 90, description: 'Days between the handover of the archive and the destruction of the keys' }))
}, strict)

/** As they are stored, and as they are changed: each section that is named is merged (RFC 7396); `sso: null` and `webhook: null` take those away. */
export const TenantSettings = Type.Object({
  signIn: Type.Optional(SignInSettings),
  history: Type.Optional(HistorySettings),
  retention: Type.Optional(RetentionSettings),
  keys: Type.Optional(KeySettings),
  sso: Type.Optional(Type.Union([SsoSettings, Type.Null()])),
  contact: Type.Optional(ContactSettings),
  offboarding: Type.Optional(OffboardingSettings)
}, { ...strict, minProperties: 1, examples: [{ signIn: { secondFactor: 'everyone' }, offboarding: { graceDays: 14 } }] })
export type TenantSettings = Static<typeof TenantSettings>

/** Dotted paths of what is sealed (`tenant.secrets`, place `tenant`/`settings`/path) and never shown. */
export const SECRET_SETTINGS = ['history.webhook.secret', 'sso.clientSecret'] as const
export type SecretSetting = typeof SECRET_SETTINGS[number]

/** What holds where an admin has said nothing. */
export const DEFAULT_SETTINGS = {
  signIn: { secondFactor: 'admins' as 'admins' | 'everyone' | 'optional' },
  history: { zone: 'Asia/Tokyo', webhook: null as { url: string, secret?: string } | null, alerts: { failedSignIns: 10, downloads: 200 } },
  retention: { years: 7 },
  keys: { destroyDelayDays: 7 },
  sso: null as Static<typeof SsoSettings> | null,
  contact: { name: '', mail: null as string | null },
  offboarding: { graceDays: 7 }
}

/** All settings, with defaults for what is not said. A secret in it is the sealed one, in base64. */
export type Settings = typeof DEFAULT_SETTINGS

/** What an ordinary user may see of them. */
export const OPEN_SECTIONS: ReadonlyArray<keyof Settings> = ['signIn', 'retention', 'contact']

/** Shown settings: all of them for an admin or auditor, with `true` or `false` for a secret. */
export const ShownSettings = Type.Object({
  signIn: Type.Optional(SignInSettings),
  history: Type.Optional(Type.Object({
    zone: Type.String(),
    webhook: Type.Union([Type.Object({ url: Type.String(), secret: Type.Boolean() }), Type.Null()]),
    alerts: Type.Object({ failedSignIns: Type.Integer(), downloads: Type.Integer() })
  })),
  retention: Type.Optional(RetentionSettings),
  keys: Type.Optional(KeySettings),
  sso: Type.Optional(Type.Union([
    Type.Object({ issuer: Type.String(), clientId: Type.String(), clientSecret: Type.Boolean(), domains: Type.Optional(Type.Array(Type.String())), required: Type.Optional(Type.Boolean()) }),
    Type.Null()
  ])),
  contact: Type.Optional(Type.Object({ name: Type.String(), mail: Type.Union([Type.String(), Type.Null()]) })),
  offboarding: Type.Optional(OffboardingSettings)
})
export type ShownSettings = Static<typeof ShownSettings>
