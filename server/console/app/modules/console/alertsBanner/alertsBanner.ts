import { LightningElement } from 'lwc'
import type { Static } from 'typebox'
import type { AlertPage } from '../../../../../histories/schema.ts'
import { ask } from '../../../ask.ts'
import { sayStamp } from '../../../say-history.ts'
import { fill, words } from '../../../words.ts'

type Alert = Static<typeof AlertPage>['alerts'][number]

const MOST = 3
const DAYS_MS = 7 * 86_400_000
const SENTENCES: Readonly<Record<string, string>> = {
  'failed-sign-ins': words.alertFailedSignIns,
  'mass-download': words.alertMassDownload,
  'chain-broken': words.alertChainBroken,
  'anchor-late': words.alertAnchorLate,
  'clock-skew': words.alertClockSkew,
  'passkey-copied': words.alertPasskeyCopied
}

/** What somebody should look at, of the last days; nothing where there is nothing. */
export default class AlertsBanner extends LightningElement {
  words = words
  alerts: Alert[] = []

  connectedCallback () {
    // The list below says by itself when the service does not answer.
    ask<Static<typeof AlertPage>>('/alerts', { query: { limit: MOST } }).then(({ alerts }) => { this.alerts = alerts.filter(({ at }) => Date.now() - Date.parse(at) < DAYS_MS) }, () => {})
  }

  get hasAlerts (): boolean {
    return this.alerts.length > 0
  }

  get items () {
    return this.alerts.map(({ at, rule, about }, key) => ({ key, at: sayStamp(at), sentence: fill(SENTENCES[rule] ?? rule, about ?? '') }))
  }
}
