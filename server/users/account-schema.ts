import { Type, type Static } from 'typebox'
import { Role } from '../tenants/schema.ts'
import { Language, Password, PasskeyAnswer } from './schema.ts'

const strict = { additionalProperties: false }
const OrNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()])
const Moment = Type.String({ format: 'date-time' })
/** One line without control characters (C0, C1, line and paragraph separators). */
const PLAIN = '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]+$'
export const Name = Type.String({ minLength: 1, maxLength: 120, pattern: PLAIN })
export const Mail = Type.String({ format: 'email', maxLength: 254, pattern: PLAIN })
export const Labels = Type.Array(Type.String({ minLength: 1, maxLength: 60, pattern: PLAIN }), { maxItems: 20, uniqueItems: true, description: 'free words to sort and find users by' })
export const Username = Type.String({ minLength: 1, maxLength: 254, pattern: PLAIN, description: 'the Salesforce user it acts as' })
export const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
export const NewLogin = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]+$', description: 'mail address' })

export const Passkey = Type.Object({ id: Type.String(), label: Type.String(), backedUp: Type.Boolean({ description: 'it is synchronised between devices' }), createdAt: Moment, usedAt: OrNull(Moment) })
export type Passkey = Static<typeof Passkey>

/** One's own account. */
export const Account = Type.Object({
  id: Type.String(),
  login: Type.String(),
  name: Type.String(),
  mail: OrNull(Type.String()),
  role: Role,
  username: Type.String(),
  language: Language,
  labels: Labels,
  hasPassword: Type.Boolean(),
  totp: Type.Boolean({ description: 'an authenticator app is set up' }),
  passkeys: Type.Array(Passkey),
  recoveryCodes: Type.Integer({ description: 'how many are left' }),
  secondFactorNeeded: Type.Boolean({ description: 'the tenant asks this account for one' }),
  freshUntil: Moment
})
export type Account = Static<typeof Account>

export const ChangeAccount = Type.Object({ name: Type.Optional(Name), mail: Type.Optional(OrNull(Mail)), language: Type.Optional(Language), labels: Type.Optional(Labels) }, { ...strict, minProperties: 1 })
export type ChangeAccount = Static<typeof ChangeAccount>

export const ChangePassword = Type.Object({ old: Password, new: Password }, strict)
export type ChangePassword = Static<typeof ChangePassword>

/** Shown once: what is typed or scanned into the app. */
export const NewTotp = Type.Object({ secret: Type.String({ description: 'base32' }), uri: Type.String(), svg: Type.String({ description: 'the same as a QR code' }) })
export type NewTotp = Static<typeof NewTotp>
export const ConfirmTotp = Type.Object({ code: Type.String({ minLength: 6, maxLength: 12, pattern: '^[0-9 ]+$' }) }, strict)
/** `recoveryCodes` are shown once, with the first factor of an account. */
export const FactorAdded = Type.Object({ recoveryCodes: OrNull(Type.Array(Type.String())) })
export type FactorAdded = Static<typeof FactorAdded>
export const NewPasskey = Type.Object({ label: Name, passkey: PasskeyAnswer }, strict)
export const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String()) })

export const OwnSession = Type.Object({ id: Type.String(), device: Type.String(), network: Type.String(), way: Type.String(), startedAt: Moment, seenAt: Moment, current: Type.Boolean() })
export type OwnSession = Static<typeof OwnSession>

/** An account as admins and auditors see it. */
export const ShownUser = Type.Object({
  id: Type.String(),
  login: Type.String(),
  name: Type.String(),
  mail: OrNull(Type.String()),
  role: Role,
  username: Type.String(),
  language: Language,
  labels: Labels,
  state: Type.Union([Type.Literal('active'), Type.Literal('closed')]),
  factors: Type.Array(Type.Union([Type.Literal('totp'), Type.Literal('passkey')])),
  signedInAt: OrNull(Moment),
  createdAt: Moment
})
export type ShownUser = Static<typeof ShownUser>

export const ListUsers = Type.Object({
  search: Type.Optional(Type.String({ maxLength: 100, pattern: PLAIN, description: 'part of the login, name, mail address or Salesforce user' })),
  label: Type.Optional(Type.String({ maxLength: 60, pattern: PLAIN })),
  role: Type.Optional(Role),
  state: Type.Optional(Type.Union([Type.Literal('active'), Type.Literal('closed')])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
  after: Type.Optional(Type.String({ maxLength: 254, pattern: PLAIN, description: '`next` of the page before' }))
}, strict)
export type ListUsers = Static<typeof ListUsers>

export const ChangeUser = Type.Object({
  role: Type.Optional(Role),
  state: Type.Optional(Type.Union([Type.Literal('active'), Type.Literal('closed')])),
  name: Type.Optional(Name),
  mail: Type.Optional(OrNull(Mail)),
  username: Type.Optional(Username),
  language: Type.Optional(Language),
  labels: Type.Optional(Labels)
}, { ...strict, minProperties: 1 })
export type ChangeUser = Static<typeof ChangeUser>

export const NewInvite = Type.Object({ login: NewLogin, name: Name, role: Role, username: Username, labels: Type.Optional(Labels), language: Type.Optional(Language) }, { ...strict, examples: [{ login: 'hanako@example.co.jp', name: '花子', role: 'general', username: 'hanako@example.co.jp' }] })
export type NewInvite = Static<typeof NewInvite>

export const ShownInvite = Type.Object({
  id: Type.String(),
  kind: Type.Union([Type.Literal('invite'), Type.Literal('reset')]),
  login: Type.String(),
  name: Type.String(),
  role: Role,
  username: Type.String(),
  labels: Labels,
  madeBy: Type.String(),
  createdAt: Moment,
  expiresAt: Moment,
  state: Type.Union([Type.Literal('open'), Type.Literal('used'), Type.Literal('ended')])
})
export type ShownInvite = Static<typeof ShownInvite>

/** `link` is there when no mail was sent: it is shown this once, to be handed over. */
export const InviteMade = Type.Object({ invite: ShownInvite, mailed: Type.Boolean(), link: OrNull(Type.String()) })
export type InviteMade = Static<typeof InviteMade>

export const ResetUser = Type.Object({ factors: Type.Optional(Type.Boolean({ default: false, description: 'take away the second factors as well: the device is lost' })) }, strict)

const Token = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'what stands behind the # of the link' })
export const AcceptInvite = Type.Object({ token: Token, password: Password, name: Type.Optional(Name) }, strict)
export type AcceptInvite = Static<typeof AcceptInvite>
export const TokenHeader = Type.Object({ 'chohyo-invite': Token })
export const OpenInvite = Type.Object({ kind: Type.Union([Type.Literal('invite'), Type.Literal('reset')]), login: Type.String(), name: Type.String(), role: Role, org: Type.String(), language: Language, expiresAt: Moment })
export type OpenInvite = Static<typeof OpenInvite>

export const AskReset = Type.Object({ user: Type.String({ minLength: 1, maxLength: 254 }) }, strict)

/** For navigator.credentials.create (https://www.w3.org/TR/webauthn-3/#dictdef-publickeycredentialcreationoptionsjson); the challenge also goes into a cookie. */
export const RegistrationOptions = Type.Object({
  rp: Type.Object({ name: Type.String(), id: Type.String() }),
  user: Type.Object({ id: Type.String(), name: Type.String(), displayName: Type.String() }),
  challenge: Type.String(),
  pubKeyCredParams: Type.Array(Type.Object({ type: Type.Literal('public-key'), alg: Type.Integer() })),
  timeout: Type.Integer(),
  excludeCredentials: Type.Array(Type.Object({ id: Type.String(), type: Type.Literal('public-key'), transports: Type.Optional(Type.Array(Type.String())) })),
  authenticatorSelection: Type.Object({ residentKey: Type.String(), requireResidentKey: Type.Boolean(), userVerification: Type.String() }),
  attestation: Type.String(),
  extensions: Type.Optional(Type.Record(Type.String(), Type.Unknown()))
})
export type RegistrationOptions = Static<typeof RegistrationOptions>
