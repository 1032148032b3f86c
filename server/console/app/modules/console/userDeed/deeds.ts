import type { ShownUser } from '../../../../../users/account-schema.ts'
import { fill, words } from '../../../words.ts'
import type { FormGroup } from '../fieldForm/fieldForm.ts'

export type DeedName = 'close' | 'reset'

const RESETTING: FormGroup[] = [{ name: 'reset', label: '', fields: [{ name: 'factors', label: words.resetFactors, type: 'check', value: false, hint: words.resetFactorsHint }] }]

/** What can be done to a user beside changing what stands in the form. */
export function deedOf (deed: DeedName, { name }: ShownUser): { label: string, go: string, hint: string, groups: FormGroup[], isHard: boolean } {
  return deed === 'close'
    ? { label: words.closeUser, go: words.closeUser, hint: fill(words.closeUserHint, name), groups: [], isHard: true }
    : { label: words.resetUser, go: words.resetUserGo, hint: fill(words.resetUserHint, name), groups: RESETTING, isHard: false }
}
