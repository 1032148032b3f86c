import type { NewKey } from '../../../../../tenants/api-key-schema.ts'
import { SCOPE_CHOICES } from '../../../say-scope.ts'
import { ROLE_CHOICES } from '../../../say-user.ts'
import { fill, words } from '../../../words.ts'
import type { FormGroup, FormValues } from '../fieldForm/fieldForm.ts'

const PREFIX = 'scope.'
const DAYS = [30, 90, 180].map((days) => ({ value: String(days), label: fill(words.apiKeyDaysOf, days) }))
const TERMS = [...DAYS, { value: '365', label: words.apiKeyYear }, { value: '730', label: words.apiKeyYears }]

/** What a new key is made of; whoever makes it is the one it acts as, unless somebody else is named. */
export function formOf (username: string): FormGroup[] {
  return [
    {
      name: 'key',
      label: '',
      pairs: true,
      fields: [
        { name: 'label', label: words.apiKeyLabel, type: 'text', value: '', required: true, maxLength: 120, hint: words.apiKeyLabelHint },
        { name: 'days', label: words.apiKeyDays, type: 'select', value: '365', choices: TERMS },
        { name: 'username', label: words.userActsAs, type: 'text', value: username, required: true, maxLength: 254, hint: words.userActsAsHint },
        { name: 'role', label: words.userRole, type: 'select', value: 'general', choices: [...ROLE_CHOICES].reverse() }
      ]
    },
    {
      name: 'scopes',
      label: words.apiKeyScopes,
      hint: words.apiKeyScopesHint,
      pairs: true,
      fields: SCOPE_CHOICES.map(({ scope, label }) => ({ name: PREFIX + scope, label, type: 'check', value: false, narrow: scope !== 'all' }))
    }
  ]
}

/** The form as the service takes it; who may do all needs nothing else. */
export function keyOf (values: FormValues): Omit<NewKey, 'scopes' | 'role'> & { role: string, scopes: string[] } {
  const chosen = SCOPE_CHOICES.map(({ scope }) => scope).filter((scope) => values[PREFIX + scope] === true)
  const text = (name: string): string => String(values[name]).trim()
  return { label: text('label'), username: text('username'), role: text('role'), days: Number(values['days']), scopes: chosen.includes('all') ? ['all'] : chosen }
}
