import { Type, type Static } from 'typebox'

const Item = (description: string) => Type.String({ maxLength: 4000, description })

/** The nine items of the report to the 個人情報保護委員会 (施行規則8条1項): https://www.ppc.go.jp/personalinfo/legal/leakAction/ */
export const Report = Type.Object({
  overview: Item('概要'),
  items: Item('漏えい等した個人データの項目'),
  persons: Item('本人の数'),
  cause: Item('原因'),
  harm: Item('二次被害又はそのおそれの有無及びその内容'),
  toPersons: Item('本人への対応の実施状況'),
  publicity: Item('公表の実施状況'),
  prevention: Item('再発防止のための措置'),
  remarks: Item('その他参考となる事項')
}, { additionalProperties: false })
export type Report = Static<typeof Report>

/** A leak, as an admin declares it. `documents` are those affected; without them nothing is counted. `noticedAt` may lie in the past: the clocks run from there. */
export const DeclareIncident = Type.Object({
  overview: Type.String({ minLength: 1, maxLength: 4000, pattern: '\\S', description: '何が起きたか' }),
  malicious: Type.Optional(Type.Boolean({ default: false, description: '不正の目的によるおそれ: the final report may then take 60 days' })),
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

const Moment = Type.String({ description: 'ISO 8601, Japan’s time with its offset' })
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
