import type { ShownUser } from '../../../../../users/account-schema.ts'
import { sayStamp } from '../../../say-history.ts'
import { sayFactors, sayRole } from '../../../say-user.ts'
import { words } from '../../../words.ts'

/** What is known of a user. What can be changed stands in the form where there is one. */
export function factsOf (user: ShownUser, hasForm: boolean) {
  const changeable = [
    { name: 'role', label: words.userRole, text: sayRole(user.role) },
    { name: 'mail', label: words.userMail, text: user.mail ?? '' },
    { name: 'username', label: words.userActsAs, text: user.username },
    { name: 'labels', label: words.userLabels, text: user.labels.join(', ') }
  ]
  return [
    { name: 'login', label: words.userLogin, text: user.login },
    ...hasForm ? [] : changeable,
    { name: 'factors', label: words.userFactors, text: sayFactors(user.factors) || words.userFactorsNone },
    { name: 'signedIn', label: words.userSignedIn, text: user.signedInAt ? sayStamp(user.signedInAt) : words.userNever },
    { name: 'since', label: words.userSince, text: sayStamp(user.createdAt) }
  ].filter(({ text }) => text !== '')
}

/** Whether the account is open, as a badge. */
export function markOf (isActive: boolean) {
  return isActive ? { label: words.userActive, badgeClass: 'slds-badge slds-theme_success' } : { label: words.userClosed, badgeClass: 'slds-badge slds-theme_warning' }
}
