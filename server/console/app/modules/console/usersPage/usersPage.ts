import { LightningElement, api } from 'lwc'
import { registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { ShownUser } from '../../../../../users/account-schema.ts'
import type { Session } from '../../../../../users/schema.ts'
import { ask } from '../../../ask.ts'
import type { Page } from '../../../pages.ts'
import { goTo } from '../../../routing.ts'
import { fill, words } from '../../../words.ts'
import type FieldForm from '../fieldForm/fieldForm.ts'
import type { FormValues } from '../fieldForm/fieldForm.ts'
import type { OpenModal } from '../shell/load-modal.ts'
import { askedOf, conditionsOf, queryOf } from './conditions.ts'
import { COLUMNS, rowOf } from './rows.ts'

type Address = Extract<Page, { name: 'settings' }>
interface Answer { users: ShownUser[], next: string | null }

/** Who may sign in: found by name, label, role and state; each opens in a window. Admins invite and change, auditors look. */
export default class UsersPage extends LightningElement {
  @api session: Session

  words = words
  columns = COLUMNS
  current: Address
  found: Answer | null = null
  problem: ApiProblem | null = null
  isLoading = false
  refreshId = 0

  @api
  get page (): Page {
    return this.current
  }

  set page (page: Page) {
    if (page.name !== 'settings') return
    this.current = page
    ;(this.refs?.['form'] as unknown as FieldForm | undefined)?.forget()
    void this.load()
  }

  connectedCallback () {
    this.refreshId = registerRefreshHandler(this, async () => { await this.load(); return true })
  }

  disconnectedCallback () {
    unregisterRefreshHandler(this.refreshId)
  }

  get isAdmin (): boolean {
    return this.session.user?.role === 'admin'
  }

  get conditions () {
    return conditionsOf(this.current.query)
  }

  get rows () {
    return (this.found?.users ?? []).map((user) => rowOf(user, this.isOwn(user)))
  }

  get facts (): string {
    if (!this.found) return ''
    return fill(this.found.next === null ? words.usersShown : words.usersShownMore, this.found.users.length)
  }

  get isFirst (): boolean {
    return this.found === null && this.problem === null
  }

  get hasUsers (): boolean {
    return (this.found?.users.length ?? 0) > 0
  }

  get isEmpty (): boolean {
    return this.found?.users.length === 0
  }

  get hasMore (): boolean {
    return this.found?.next != null
  }

  isOwn ({ login }: ShownUser): boolean {
    return login === this.session.user?.login
  }

  handleFind (event: CustomEvent<{ values: FormValues }>) {
    this.find(queryOf(event.detail.values))
  }

  handleClear () {
    ;(this.refs!['form'] as unknown as FieldForm).forget()
    this.find('')
  }

  find (query: string) {
    if (query === this.current.query) void this.load()
    else goTo({ ...this.current, query })
  }

  handleInvite () {
    this.openModal({ kind: 'invite', props: {} })
  }

  handleOpen (event: CustomEvent<{ id: string }>) {
    const user = this.found?.users.find(({ id }) => id === event.detail.id)
    if (user) this.openModal({ kind: 'user', props: { userId: user.id, canChange: this.isAdmin, isOwn: this.isOwn(user) } })
  }

  openModal (detail: OpenModal) {
    this.dispatchEvent(new CustomEvent('openmodal', { detail, bubbles: true, composed: true }))
  }

  handleMore () {
    void this.load(this.found?.next ?? undefined)
  }

  handleRetry () {
    void this.load()
  }

  async load (after?: string) {
    const asked = this.current
    this.isLoading = true
    try {
      const page = await ask<Answer>('/users', { query: { ...askedOf(asked.query), after } })
      if (asked === this.current) {
        this.found = after === undefined ? page : { ...page, users: [...this.found?.users ?? [], ...page.users] }
        this.problem = null
      }
    } catch (error) {
      if (asked === this.current) this.problem = toProblem(error)
    }
    this.isLoading = false
  }
}
