import type { ChangeUser, ShownUser } from '../../../../../users/account-schema.ts'
import { readLabels, ROLE_CHOICES } from '../../../say-user.ts'
import { words } from '../../../words.ts'
import type { FormGroup, FormValues } from '../fieldForm/fieldForm.ts'

const LANGUAGES = [{ value: 'ja', label: words.japanese }, { value: 'en', label: words.english }]

/** What admins may change of a user. */
export function formOf (user: ShownUser): FormGroup[] {
  return [{
    name: 'user',
    label: '',
    fields: [
      { name: 'name', label: words.userName, type: 'text', value: user.name, required: true, maxLength: 120 },
      { name: 'role', label: words.userRole, type: 'select', value: user.role, choices: ROLE_CHOICES },
      { name: 'mail', label: words.userMail, type: 'email', value: user.mail ?? '', maxLength: 254, hint: words.userMailHint },
      { name: 'username', label: words.userActsAs, type: 'text', value: user.username, required: true, maxLength: 254, hint: words.userActsAsHint },
      { name: 'labels', label: words.userLabels, type: 'text', value: user.labels.join(', '), maxLength: 1200, hint: words.userLabelsHint },
      { name: 'language', label: words.language, type: 'select', value: user.language, choices: LANGUAGES }
    ]
  }]
}

/** What of the form differs from the user, as the service takes it. */
export function changesOf (user: ShownUser, values: FormValues): ChangeUser {
  const changed = formOf(user).flatMap(({ fields }) => fields).filter(({ name, value }) => values[name] !== value).map(({ name }) => name)
  return Object.fromEntries(changed.map((name) => {
    const value = String(values[name]).trim()
    return [name, name === 'labels' ? readLabels(value) : name === 'mail' ? value || null : value]
  }))
}
