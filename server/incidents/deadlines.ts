const DAY_MS = 24 * 3_600_000

/** 速報 "promptly, about three to five days" after it was noticed; 確報 within 30 days, 60 where it was done on purpose (施行規則8条). https://www.ppc.go.jp/personalinfo/legal/guidelines_tsusoku/ (3-5-3) */
export const PRELIMINARY_FROM_DAYS = 3
const PRELIMINARY_DAYS = 5
const FINAL_DAYS = { malicious: 60, other: 30 }

/** When the reports of an incident are due; days are counted from the moment it was noticed. */
export function deadlines ({ noticedAt, malicious }: { noticedAt: Date, malicious: boolean }): { preliminaryFrom: Date, preliminaryDue: Date, finalDue: Date } {
  const after = (days: number): Date => new Date(noticedAt.getTime() + days * DAY_MS)
  return { preliminaryFrom: after(PRELIMINARY_FROM_DAYS), preliminaryDue: after(PRELIMINARY_DAYS), finalDue: after(malicious ? FINAL_DAYS.malicious : FINAL_DAYS.other) }
}

export interface Clocks { state: string, preliminary_due: Date, final_due: Date, preliminary_at: Date | null, final_at: Date | null }

/** The report that is late, the earlier one first. */
export function overdueOf ({ state, preliminary_due: preliminaryDue, final_due: finalDue, preliminary_at: preliminaryAt, final_at: finalAt }: Clocks, now: Date): 'preliminary' | 'final' | null {
  if (state === 'closed' || finalAt !== null) return null
  if (preliminaryAt === null && now > preliminaryDue) return 'preliminary'
  return now > finalDue ? 'final' : null
}

/** What admins are to be reminded of now: two days before the preliminary report is due, a week before the final one, and when one is late. */
export function reminderOf (clocks: Clocks, now: Date): 'preliminary-due' | 'final-due' | 'overdue' | null {
  if (overdueOf(clocks, now) !== null) return 'overdue'
  if (clocks.state === 'closed' || clocks.final_at !== null) return null
  if (clocks.preliminary_at === null && now.getTime() >= clocks.preliminary_due.getTime() - 2 * DAY_MS) return 'preliminary-due'
  return now.getTime() >= clocks.final_due.getTime() - 7 * DAY_MS ? 'final-due' : null
}
