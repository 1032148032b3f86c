import { LightningElement, api } from 'lwc'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { Session } from '../../../../../users/schema.ts'
import type { RecordPage } from '../../../../../views/record-schema.ts'
import { ask } from '../../../ask.ts'
import { iconOf, tabOf } from '../../../objects.ts'
import type { Page } from '../../../pages.ts'
import { goTo } from '../../../routing.ts'
import { fill, words } from '../../../words.ts'
import { keepList, recallList } from './kept-lists.ts'

type ListAddress = Extract<Page, { name: 'list' }>

/** More cannot be chosen one by one: ids do not travel in thousands. */
const MOST_CHOSEN = 200
const SEARCH_AFTER_MS = 300

/** The records of an object, as a list view of Lightning Experience. */
export default class ListPage extends LightningElement {
  @api session: Session

  words = words
  current: ListAddress
  list: RecordPage | null = null
  problem: ApiProblem | null = null
  isLoading = false
  chosen: string[] = []
  text = ''
  typing: ReturnType<typeof setTimeout> | undefined

  @api
  get page (): Page {
    return this.current
  }

  set page (page: Page) {
    if (page.name !== 'list') return
    const isOther = this.current?.object !== page.object
    this.current = page
    if (isOther) this.list = null
    if (isOther || page.search === '') this.text = page.search
    this.chosen = []
    const kept = recallList(page)
    if (kept) this.show(kept)
    else void this.load()
  }

  disconnectedCallback () {
    clearTimeout(this.typing)
  }

  get icon (): string {
    return iconOf(this.current.object)
  }

  get plural (): string {
    return this.list?.object.labelPlural ?? (this.problem ? '' : tabOf(this.current.object))
  }

  get headline (): string {
    if (this.list) return fill(words.all, this.plural)
    return this.problem ? tabOf(this.current.object) : words.loading
  }

  get facts (): string {
    if (!this.list) return ''
    const { records: { length }, next, sort, columns, nameLabel } = this.list
    const field = sort.replace(/^-/, '')
    const label = field === 'Name' ? nameLabel : columns.find(({ name }) => name === field)?.label
    return [fill(next === null ? words.items : words.itemsMore, length), fill(words.sortedBy, label ?? words.newestFirst), ...this.chosen.length > 0 ? [fill(words.selected, this.chosen.length)] : []].join(' • ')
  }

  get isFirst (): boolean {
    return this.list === null && this.problem === null
  }

  get hasRecords (): boolean {
    return (this.list?.records.length ?? 0) > 0
  }

  get isEmpty (): boolean {
    return this.list?.records.length === 0
  }

  get emptyHeadline (): string {
    return this.current.search ? fill(words.noMatch, this.current.search) : words.emptyList
  }

  get emptyHint (): string {
    return this.current.search ? words.searchHint : words.emptyListHint
  }

  get hasMore (): boolean {
    return this.list?.next != null
  }

  get cannotGenerate (): boolean {
    return this.chosen.length === 0
  }

  get generateLabel (): string {
    return this.chosen.length === 0 ? words.generateMany : fill(words.generateManyOf, this.chosen.length)
  }

  handleSearch (event: Event) {
    this.text = (event.target as HTMLInputElement).value
    clearTimeout(this.typing)
    this.typing = setTimeout(() => { goTo({ ...this.current, search: this.text.trim() }, true) }, SEARCH_AFTER_MS)
  }

  handleSort (event: CustomEvent<{ sort: string }>) {
    goTo({ ...this.current, sort: event.detail.sort }, true)
  }

  handleChoose (event: CustomEvent<{ chosen: string[] }>) {
    const { chosen } = event.detail
    this.chosen = chosen.slice(0, MOST_CHOSEN)
    if (chosen.length > MOST_CHOSEN) this.dispatchEvent(new ShowToastEvent({ title: fill(words.mostSelected, MOST_CHOSEN), message: words.mostSelectedHint, variant: 'info' }))
  }

  handleGenerate () {
    this.dispatchEvent(new CustomEvent('openmodal', { detail: { kind: 'generateMany', props: { recordIds: [...this.chosen] } }, bubbles: true, composed: true }))
  }

  handleRefresh () {
    void this.load()
  }

  handleMore () {
    void this.load(this.list?.next ?? undefined)
  }

  async load (after?: string) {
    const asked = this.current
    this.isLoading = true
    try {
      const page = await ask<RecordPage>(`/objects/${asked.object}/records`, { query: { search: asked.search || undefined, sort: asked.sort || undefined, after } })
      if (asked === this.current) this.show(after === undefined ? page : { ...page, records: [...this.list?.records ?? [], ...page.records] })
    } catch (error) {
      if (asked === this.current) this.problem = toProblem(error)
    }
    this.isLoading = false
  }

  show (list: RecordPage) {
    this.list = list
    this.problem = null
    keepList(this.current, list)
    document.title = `${fill(words.all, list.object.labelPlural)} | ${words.appName}`
  }
}
