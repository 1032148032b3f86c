import type { ShownUser } from '../../../../../users/account-schema.ts'
import { sayDay, sayFactors, sayRole } from '../../../say-user.ts'
import { words } from '../../../words.ts'
import type { FactColumn, FactRow } from '../factTable/factTable.ts'

export const COLUMNS: FactColumn[] = [
  { name: 'name', label: words.userName },
  { name: 'login', label: words.userLogin, kind: 'login' },
  { name: 'role', label: words.userRole, kind: 'short' },
  { name: 'username', label: words.userActsAs },
  { name: 'labels', label: words.userLabels },
  { name: 'factors', label: words.userFactors },
  { name: 'signedIn', label: words.userSignedIn, kind: 'short' }
]

/** A user as a row of the list. */
export function rowOf (user: ShownUser, isOwn: boolean): FactRow {
  const { id, name, login, role, username, labels, factors, signedInAt, state } = user
  return {
    id,
    cells: {
      name,
      login,
      role: sayRole(role),
      username: username === login ? words.userActsAsLogin : username,
      labels: labels.join(', '),
      factors: sayFactors(factors) || words.userFactorsNone,
      signedIn: signedInAt ? sayDay(signedInAt) : words.userNever
    },
    marks: [...isOwn ? [{ label: words.userYou }] : [], ...state === 'closed' ? [{ label: words.userClosed, theme: 'slds-theme_warning' }] : []]
  }
}
