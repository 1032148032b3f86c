import type { ShownSettings } from '../../../../../tenants/settings-schema.ts'
import { words } from '../../../words.ts'
import type { FormField, FormGroup, FormValues } from '../fieldForm/fieldForm.ts'

const FACTORS = [{ value: 'admins', label: words.factorAdmins }, { value: 'everyone', label: words.factorEveryone }, { value: 'optional', label: words.factorOptional }]

const count = (name: string, label: string, [value, min, max]: [number | undefined, number, number], hint?: string): FormField => ({ name, label, type: 'number', value: String(value ?? ''), min, max, required: true, ...hint !== undefined && { hint } })
const secret = (name: string, label: string, isKept: boolean): FormField => ({ name, label, type: 'password', value: '', minLength: 16, maxLength: 500, hint: isKept ? words.secretKept : words.secretHint })

/** The settings of a tenant as a form; fields are named by their paths. */
export function formOf ({ signIn, history, retention, keys, sso, contact, offboarding }: ShownSettings): FormGroup[] {
  return [
    { name: 'signIn', label: words.groupSignIn, fields: [{ name: 'signIn.secondFactor', label: words.secondFactorRule, type: 'select', value: signIn?.secondFactor ?? 'admins', choices: FACTORS }] },
    {
      name: 'retention',
      label: words.groupRetention,
      fields: [
        count('retention.years', words.retentionYears, [retention?.years, 0, 30], words.retentionHint),
        count('keys.destroyDelayDays', words.destroyDays, [keys?.destroyDelayDays, 0, 90]),
        count('offboarding.graceDays', words.graceDays, [offboarding?.graceDays, 0, 90])
      ]
    },
    {
      name: 'history',
      label: words.groupHistories,
      fields: [
        count('history.alerts.failedSignIns', words.alertSignIns, [history?.alerts.failedSignIns, 1, 10_000]),
        count('history.alerts.downloads', words.alertDownloads, [history?.alerts.downloads, 1, 1_000_000]),
        { name: 'history.webhook.url', label: words.webhookUrl, type: 'url', value: history?.webhook?.url ?? '', maxLength: 2000 },
        secret('history.webhook.secret', words.webhookSecret, history?.webhook?.secret ?? false)
      ]
    },
    {
      name: 'sso',
      label: words.groupSso,
      fields: [
        { name: 'sso.issuer', label: words.ssoIssuer, type: 'url', value: sso?.issuer ?? '', maxLength: 2000 },
        { name: 'sso.clientId', label: words.ssoClient, type: 'text', value: sso?.clientId ?? '', maxLength: 255 },
        secret('sso.clientSecret', words.ssoSecret, sso?.clientSecret ?? false),
        { name: 'sso.domains', label: words.ssoDomains, type: 'text', value: sso?.domains?.join(', ') ?? '', maxLength: 2000 },
        { name: 'sso.required', label: words.ssoRequired, type: 'check', value: sso?.required ?? false }
      ]
    },
    {
      name: 'contact',
      label: words.groupContact,
      fields: [
        { name: 'contact.name', label: words.contactName, type: 'text', value: contact?.name ?? '', maxLength: 200 },
        { name: 'contact.mail', label: words.contactMail, type: 'email', value: contact?.mail ?? '', maxLength: 254 }
      ]
    }
  ]
}

/** What of the form differs from what it showed, as the service takes it; what is set up in one piece is sent in one piece, and taken away when its address is empty. */
export function changesOf (form: FormGroup[], values: FormValues): Record<string, unknown> {
  const changed = form.flatMap(({ fields }) => fields).filter(({ name, value }) => values[name] !== value)
  const change: Record<string, unknown> = {}
  for (const { name, type } of changed) {
    const owner = ['history.webhook', 'sso'].find((one) => name.startsWith(`${one}.`))
    if (owner === 'sso') change['sso'] = ssoOf(values, changed)
    else if (owner === undefined) put(change, name, type === 'number' ? Number(values[name]) : name === 'contact.mail' ? values[name] || null : values[name])
    else put(change, owner, values[`${owner}.url`] === '' ? null : { url: values[`${owner}.url`], ...values[name] !== '' && name.endsWith('.secret') && { secret: values[name] }, ...(change['history'] as Record<string, object> | undefined)?.['webhook'] })
  }
  return change
}

function ssoOf (values: FormValues, changed: FormField[]): Record<string, unknown> | null {
  if (values['sso.issuer'] === '') return null
  const domains = String(values['sso.domains']).split(/[\s,、]+/).filter((domain) => domain !== '')
  const hasSecret = changed.some(({ name }) => name === 'sso.clientSecret')
  return { issuer: values['sso.issuer'], clientId: values['sso.clientId'], domains, required: values['sso.required'], ...hasSecret && { clientSecret: values['sso.clientSecret'] } }
}

function put (into: Record<string, unknown>, path: string, value: unknown): void {
  const [first = '', ...rest] = path.split('.')
  if (rest.length === 0) into[first] = value
  else put((into[first] ??= {}) as Record<string, unknown>, rest.join('.'), value)
}
