import { Type, type Static } from 'typebox'

/** Which paper: 電子取引データ保存システム概要書, or the rules of the office about corrections and deletions. */
export const PaperName = Type.Object({ paper: Type.Union([Type.Literal('summary'), Type.Literal('rules')]) })
export type PaperName = Static<typeof PaperName>

const Words = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000-\\u001f]*\\S[^\\u0000-\\u001f]*$', description })

/** What the service cannot know: the names of the company and of those in charge (会社名, 管理責任者, 処理責任者, 主管部署, 施行日, 他の電子取引). */
export const PaperWords = Type.Object({
  company: Words(100, 'name of the company'),
  responsible: Words(100, 'post and name of who is responsible'),
  processor: Words(100, 'post and name of who does the work'),
  department: Words(100, 'department in charge'),
  effectiveOn: Type.Optional(Type.String({ format: 'date', pattern: '^(?!0000)', description: 'the day from which the rules hold, today unless told' })),
  others: Type.Optional(Type.Array(Words(200, 'other electronic transactions of the company'), { maxItems: 10 }))
}, { additionalProperties: false, examples: [{ company: '株式会社サンプル', responsible: '経理部長　山田太郎', processor: '経理課長　佐藤花子', department: '経理部' }] })
export type PaperWords = Static<typeof PaperWords>
