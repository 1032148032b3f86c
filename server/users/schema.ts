import { Type, type Static } from 'typebox'
import { Role } from '../tenants/schema.ts'

export const Language = Type.Union([Type.Literal('en'), Type.Literal('ja')])
export type Language = Static<typeof Language>

const strict = { additionalProperties: false }
const Login = Type.String({ minLength: 1, maxLength: 254 })
export const Password = Type.String({ minLength: 1, maxLength: 200, description: 'At least 12 characters, 15 for an admin, at most 128; no rules on which, but none that many people use' })

/** What navigator.credentials gives, as its toJSON writes it: checked by the library that reads it. */
export const PasskeyAnswer = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 1400, pattern: '^[A-Za-z0-9_-]+$' }),
  rawId: Type.String({ maxLength: 1400 }),
  type: Type.Literal('public-key'),
  response: Type.Record(Type.String({ maxLength: 40 }), Type.Unknown(), { maxProperties: 12 }),
  clientExtensionResults: Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), { maxProperties: 20 }),
  authenticatorAttachment: Type.Optional(Type.String({ maxLength: 40 }))
})
export type PasskeyAnswer = Static<typeof PasskeyAnswer>

/** What is typed into the sign-in form, a passkey (which counts as both factors), or which user of the demo is tried out. */
export const SignIn = Type.Union([
  Type.Object({ user: Login, password: Password }, strict),
  Type.Object({ passkey: PasskeyAnswer }, strict),
  Type.Object({ demo: Login }, strict)
])
export type SignIn = Static<typeof SignIn>

const Code = Type.String({ minLength: 6, maxLength: 12, pattern: '^[0-9 ]+$', description: 'six digits of the authenticator app' })
export const SecondFactor = Type.Union([
  Type.Object({ totp: Code }, strict),
  Type.Object({ recovery: Type.String({ minLength: 16, maxLength: 40, description: 'one of the recovery codes' }) }, strict),
  Type.Object({ passkey: PasskeyAnswer }, strict)
])
export type SecondFactor = Static<typeof SecondFactor>

/** What shows that one is there at this moment. */
export const Confirmation = Type.Union([
  Type.Object({ password: Password }, strict),
  Type.Object({ totp: Code }, strict),
  Type.Object({ passkey: PasskeyAnswer }, strict)
])
export type Confirmation = Static<typeof Confirmation>

export const DemoUser = Type.Object({ username: Type.String(), name: Type.String(), title: Type.String(), language: Language })
export type DemoUser = Static<typeof DemoUser>

const OrNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()])
const Way = Type.Union([Type.Literal('totp'), Type.Literal('passkey'), Type.Literal('recovery')])
export type Way = Static<typeof Way>

/**
 * Who is signed in to the console, and for which org. `secondFactor` says what is still missing: until it is there nobody is signed in. `demo` names who can
 * be tried out with one click: on the sandbox org, from the computer it runs on.
 */
export const Session = Type.Object({
  user: OrNull(Type.Object({ username: Type.String({ description: 'The Salesforce user it acts as' }), login: Type.Optional(Type.String()), name: Type.String(), role: Role, language: Language })),
  org: OrNull(Type.Object({ id: Type.String(), name: Type.String(), sandbox: Type.Boolean() })),
  secondFactor: OrNull(Type.Object({
    needed: Type.Union([Type.Literal('give'), Type.Literal('enrol')], { description: '`give`: at POST /v1/session/second-factor; `enrol`: set one up under /v1/account first' }),
    ways: Type.Array(Way)
  })),
  demo: OrNull(Type.Object({ users: Type.Array(DemoUser) }))
})
export type Session = Static<typeof Session>

/** For navigator.credentials.get (https://www.w3.org/TR/webauthn-3/#dictdef-publickeycredentialrequestoptionsjson); the challenge also goes into a cookie. */
export const PasskeyOptions = Type.Object({
  challenge: Type.String(),
  rpId: Type.String(),
  timeout: Type.Integer(),
  userVerification: Type.Literal('required'),
  allowCredentials: Type.Array(Type.Object({ id: Type.String(), type: Type.Literal('public-key'), transports: Type.Array(Type.String()) }))
})
export type PasskeyOptions = Static<typeof PasskeyOptions>
