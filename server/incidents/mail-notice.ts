import type { Deps } from '../deps.ts'
import type { NoticeKind } from '../io/incidents-tables.ts'
import type { SendLetter } from './send-notices.ts'

const SUBJECTS: Record<NoticeKind, string> = {
  declared: '個人データの漏えい等のおそれ / A leak of personal data was declared',
  'preliminary-due': '速報の期限が近づいています / The preliminary report is due soon',
  'final-due': '確報の期限が近づいています / The final report is due soon',
  overdue: '報告の期限を過ぎています / A report is overdue'
}

/** Notices by mail, when the operator has named a mail server. What happened stands behind the sign-in, not in the letter. */
export function mailNotices ({ mail, config }: Pick<Deps, 'mail' | 'config'>): SendLetter | null {
  if (mail === null) return null
  return async ({ to, kind, incidentId, tenantName }) => mail.send({
    to,
    subject: SUBJECTS[kind],
    text: [
      `${tenantName.replaceAll(/\s+/g, ' ')} の管理者の皆様`,
      '',
      `${SUBJECTS[kind]}.`,
      `インシデント / Incident: ${incidentId}`,
      `内容、期限及び報告書の下書きは、サインインの上で確認してください。 / Sign in to see what happened, what is due, and the draft of the report: ${config.publicUrl}`
    ].join('\n')
  })
}
