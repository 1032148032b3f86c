import { ROLE_CHOICES } from '../../../say-user.ts'
import { words } from '../../../words.ts'
import type { FormGroup, FormValues } from '../fieldForm/fieldForm.ts'

const NAMES = ['search', 'label', 'role', 'state']
const ALL = { value: '', label: words.anything }
const ROLES = [ALL, ...ROLE_CHOICES.map(({ value, label }) => ({ value, label }))]
const STATES = [ALL, { value: 'active', label: words.userActive }, { value: 'closed', label: words.userClosed }]

/** Which users are looked for, as a form that shows what stands in the address. */
export function conditionsOf (query: string): FormGroup[] {
  const given = new URLSearchParams(query)
  const value = (name: string): string => given.get(name) ?? ''
  return [{
    name: 'conditions',
    label: '',
    fields: [
      { name: 'search', label: words.userSearch, type: 'text', value: value('search'), maxLength: 100 },
      { name: 'label', label: words.userLabel, type: 'text', value: value('label'), maxLength: 60 },
      { name: 'role', label: words.userRole, type: 'select', value: value('role'), choices: ROLES },
      { name: 'state', label: words.userState, type: 'select', value: value('state'), choices: STATES }
    ]
  }]
}

/** The form as the query of an address. */
export function queryOf (values: FormValues): string {
  return new URLSearchParams(NAMES.flatMap((name) => String(values[name]).trim() === '' ? [] : [[name, String(values[name]).trim()]])).toString()
}

/** What the service knows of the address; the rest of it is nobody's. */
export function askedOf (query: string): Record<string, string | undefined> {
  const given = new URLSearchParams(query)
  return Object.fromEntries(NAMES.map((name) => [name, given.get(name) || undefined]))
}
