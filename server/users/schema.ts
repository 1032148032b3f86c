import { Type, type Static } from 'typebox'
import { Role } from '../tenants/schema.ts'

export const Language = Type.Union([Type.Literal('en'), Type.Literal('ja')])
export type Language = Static<typeof Language>

const Login = Type.String({ minLength: 1, maxLength: 254 })

/** What is typed into the sign-in form, or which user of the demo is tried out. */
export const SignIn = Type.Union([
  Type.Object({ user: Login, password: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
  Type.Object({ demo: Login }, { additionalProperties: false })
])
export type SignIn = Static<typeof SignIn>

export const DemoUser = Type.Object({ username: Type.String(), name: Type.String(), title: Type.String(), language: Language })
export type DemoUser = Static<typeof DemoUser>

const OrNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()])

/** Who is signed in to the console, and for which org. `demo` names who can be tried out with one click: on the sandbox org, from the computer it runs on. */
export const Session = Type.Object({
  user: OrNull(Type.Object({ username: Type.String({ description: 'The Salesforce user it acts as' }), name: Type.String(), role: Role, language: Language })),
  org: OrNull(Type.Object({ id: Type.String(), name: Type.String(), sandbox: Type.Boolean() })),
  demo: OrNull(Type.Object({ users: Type.Array(DemoUser) }))
})
export type Session = Static<typeof Session>
