import { Type, type Static } from 'typebox'

const Item = (description: string) => Type.String({ maxLength: 4000, description })

/**
 * The nine items of the report to the 個人情報保護委員会 (施行規則8条1項): 概要、漏えい等した個人データの項目、本人の数、原因、二次被害又はそのおそれの有無及びその内容、本人への対応の実施状況、公表の実施状況、再発防止のための措置、その他参考となる事項.
 * https://www.ppc.go.jp/personalinfo/legal/leakAction/
 */
export const Report = Type.Object({
  overview: Item('what happened'),
  items: Item('which items of personal data'),
  persons: Item('how many persons'),
  cause: Item('the cause'),
  harm: Item('whether further harm is done or to be feared, and which'),
  toPersons: Item('what is done for the persons'),
  publicity: Item('what is made public'),
  prevention: Item('what keeps it from happening again'),
  remarks: Item('other remarks')
}, { additionalProperties: false })
export type Report = Static<typeof Report>

/** A leak, as an admin declares it. `documents` are those affected; without them nothing is counted. `noticedAt` may lie in the past: the clocks run from there. */
export const DeclareIncident = Type.Object({
  overview: Type.String({ minLength: 1, maxLength: 4000, pattern: '\\S', description: 'what happened' }),
  malicious: Type.Optional(Type.Boolean({ default: false, description: 'done on purpose: the final report may then take 60 days' })),
  noticedAt: Type.Optional(Type.String({ format: 'date-time', description: 'when it was noticed, now unless told' })),
  documents: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 10_000, description: 'ids of affected documents' }))
}, { additionalProperties: false, examples: [{ overview: '請求書を別の取引先に送信した', documents: ['01900000-0000-7000-8000-000000000000'] }] })
export type DeclareIncident = Static<typeof DeclareIncident>

/** What has become of it: each item of the report that is named replaces the one before. */
export const ChangeIncident = Type.Object({
  malicious: Type.Optional(Type.Boolean()),
  report: Type.Optional(Type.Partial(Report, { additionalProperties: false }))
}, { additionalProperties: false, minProperties: 1 })
export type ChangeIncident = Static<typeof ChangeIncident>

/** The preliminary or final report was filed, or everything is done. */
export const Step = Type.Object({ step: Type.Union([Type.Literal('preliminary'), Type.Literal('final'), Type.Literal('closed')]) }, { additionalProperties: false })
export type Step = Static<typeof Step>

const Moment = Type.String({ description: 'ISO 8601, in the time of Japan with its offset' })
const MaybeMoment = Type.Union([Moment, Type.Null()])

/** A notice to an admin of the tenant. Without mail it is `waiting` here, where the console and this list show it. */
export const Notice = Type.Object({
  kind: Type.Union([Type.Literal('declared'), Type.Literal('preliminary-due'), Type.Literal('final-due'), Type.Literal('overdue')]),
  to: Type.String(),
  queuedAt: Moment,
  sentAt: MaybeMoment,
  tries: Type.Integer()
})

/** An incident with its clocks: 速報 within 3 to 5 days of noticing it, 確報 within 30, or 60 where somebody meant it. `overdue` names the report that is late. */
export const Incident = Type.Object({
  id: Type.String({ format: 'uuid' }),
  rule: Type.String({ description: '`declared` by an admin, or the rule that was broken' }),
  about: Type.String(),
  state: Type.Union([Type.Literal('open'), Type.Literal('reported'), Type.Literal('closed')]),
  malicious: Type.Boolean(),
  declaredBy: Type.String(),
  noticedAt: Moment,
  preliminaryFrom: Moment,
  preliminaryDue: Moment,
  finalDue: Moment,
  preliminaryAt: MaybeMoment,
  finalAt: MaybeMoment,
  closedAt: MaybeMoment,
  overdue: Type.Union([Type.Literal('preliminary'), Type.Literal('final'), Type.Null()]),
  persons: Type.Integer({ description: 'Counterparties and records of the affected documents, each once' }),
  documents: Type.Array(Type.String({ format: 'uuid' })),
  report: Report,
  notices: Type.Array(Notice)
})
export type Incident = Static<typeof Incident>
export const Incidents = Type.Object({ incidents: Type.Array(Incident) })
