import { LightningElement, api } from 'lwc'
import LightningConfirm from 'lightning/confirm'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import { sayBytes } from 'c/chohyoWords'
import type { Offboarding } from '../../../../../tenants/offboarding-schema.ts'
import type { Session } from '../../../../../users/schema.ts'
import { ask } from '../../../ask.ts'
import type { Page } from '../../../pages.ts'
import { sayStamp } from '../../../say-history.ts'
import { fill, words } from '../../../words.ts'
import type { FormValues } from '../fieldForm/fieldForm.ts'
import type { Token } from '../tokenCard/tokenCard.ts'
import { askingForm, HANDING } from './forms.ts'
import { stepsOf } from './steps.ts'

const PATH = '/tenant/offboarding'
const NOT_FRESH = 'CHOHYO_FRESH_SIGN_IN_NEEDED'

/** The end of the service: its steps, and what can be done at the present one. */
export default class OffboardingPage extends LightningElement {
  @api page: Page
  @api session: Session

  words = words
  handing = HANDING
  found: Offboarding | null = null
  token: Token | null = null
  problem: ApiProblem | null = null
  /** What was refused until who asked shows to be there. */
  refused: (() => Promise<void>) | null = null
  isBusy = false

  connectedCallback () {
    void this.load()
  }

  get org (): string {
    return this.session.org?.name ?? ''
  }

  get asking () {
    return askingForm(this.org)
  }

  get state () {
    return this.found?.state ?? 'none'
  }

  get steps () {
    return stepsOf(this.state)
  }

  get isFirst (): boolean {
    return this.found === null && this.problem === null
  }

  get canAsk (): boolean {
    return this.found !== null && ['none', 'cancelled'].includes(this.state)
  }

  /** Who asked for it cannot confirm it. */
  get canConfirm (): boolean {
    return this.state === 'requested' && this.found?.requestedBy !== this.session.user?.login
  }

  get canCancel (): boolean {
    return ['requested', 'archiving', 'archived', 'grace'].includes(this.state)
  }

  get isArchiving (): boolean {
    return this.state === 'archiving'
  }

  get isArchived (): boolean {
    return this.state === 'archived'
  }

  get hasArchive (): boolean {
    return ['archived', 'grace'].includes(this.state)
  }

  get asksPresence (): boolean {
    return this.refused !== null
  }

  get shownProblem (): ApiProblem | null {
    return this.refused ? null : this.problem
  }

  /** Where we are, in sentences. */
  get sentences (): string[] {
    const { found } = this
    const stamp = (moment: string | null | undefined): string => moment ? sayStamp(moment) : ''
    switch (found?.state) {
      case undefined: return []
      case 'none': return [words.endNone]
      case 'cancelled': return [words.endCancelled]
      case 'requested': return [
        fill(words.endRequested, found.requestedBy ?? '', stamp(found.requestedAt)),
        found.startsAt ? fill(words.endByItself, stamp(found.startsAt)) : this.canConfirm ? words.endConfirmHint : words.endByOther
      ]
      case 'archiving': return [words.endArchiving]
      case 'archived': return [fill(words.endArchived, stamp(found.keptUntil)), this.archive]
      case 'grace': return [fill(words.endGrace, stamp(found.graceUntil)), this.archive]
      case 'shredded': return [words.endShredded]
      default: return [words.endErased]
    }
  }

  get archive (): string {
    const { archive } = this.found ?? {}
    return archive ? fill(words.endArchiveFacts, archive.documents, archive.files, archive.lines, sayBytes(archive.bytes)) : ''
  }

  handleLook () {
    void this.load()
  }

  handleAsk (event: CustomEvent<{ values: FormValues }>) {
    void this.move({ method: 'POST', path: PATH, body: event.detail.values, done: words.endAsked })
  }

  handleConfirm () {
    void this.move({ method: 'POST', path: `${PATH}/confirm`, done: words.endConfirmed })
  }

  async handleCancel () {
    if (!await LightningConfirm.open({ label: words.endCancel, message: words.endCancelSure, theme: 'info' })) return
    await this.move({ method: 'DELETE', path: PATH, done: words.endCancelDone })
  }

  handleHand (event: CustomEvent<{ values: FormValues }>) {
    const { sha256, takeover } = event.detail.values
    void this.move({ method: 'POST', path: `${PATH}/handover`, body: { sha256: String(sha256).trim().toLowerCase(), takeover }, done: words.handed })
  }

  handlePresent () {
    const again = this.refused
    this.refused = null
    void again?.()
  }

  async move (step: { method: 'POST' | 'DELETE', path: string, body?: unknown, done: string }) {
    const { path, done, ...asking } = step
    this.isBusy = true
    try {
      const { certificateToken, ...found } = await ask<Offboarding & { certificateToken?: string }>(path, asking)
      this.found = found
      if (certificateToken !== undefined) this.token = { token: certificateToken, address: `${location.origin}/v1/offboardings/${this.session.org?.id ?? ''}/certificate` }
      this.problem = null
      this.dispatchEvent(new ShowToastEvent({ title: done, variant: 'success' }))
    } catch (error) {
      this.problem = toProblem(error)
      this.refused = this.problem.code === NOT_FRESH ? () => this.move(step) : null
    }
    this.isBusy = false
  }

  async load () {
    try {
      this.found = await ask<Offboarding>(PATH)
      this.problem = null
    } catch (error) {
      this.problem = toProblem(error)
    }
  }
}
