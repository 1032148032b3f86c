import { LightningElement, api } from 'lwc'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { ShownLine } from '../../../../../histories/schema.ts'
import type { Session } from '../../../../../users/schema.ts'
import { ask, askBlob } from '../../../ask.ts'
import { HISTORY_KINDS, type Page } from '../../../pages.ts'
import { goTo } from '../../../routing.ts'
import { saveBlob } from '../../../save-file.ts'
import { sayDeed, sayResult, sayStamp } from '../../../say-history.ts'
import { fill, words } from '../../../words.ts'
import type { FactColumn, FactRow } from '../factTable/factTable.ts'

type Address = Extract<Page, { name: 'settings' }>
interface Answer { lines: ShownLine[], next: string | null }

const KINDS: Record<typeof HISTORY_KINDS[number], string> = { login: words.historyLogin, output: words.historyOutput, job: words.historyJob, change: words.historyChange }
const KNOWN = ['from', 'to', 'who', 'what', 'result', 'about']
const COLUMNS: FactColumn[] = [
  { name: 'at', label: words.at }, { name: 'what', label: words.what }, { name: 'who', label: words.who }, { name: 'about', label: words.about }, { name: 'result', label: words.result }
]

/** The histories: who did what, kind by kind. */
export default class HistoriesPage extends LightningElement {
  @api session: Session

  words = words
  columns = COLUMNS
  current: Address
  found: Answer | null = null
  problem: ApiProblem | null = null
  isLoading = false

  @api
  get page (): Page {
    return this.current
  }

  set page (page: Page) {
    if (page.name !== 'settings') return
    const isOther = this.current?.kind !== page.kind
    this.current = page
    if (isOther) this.found = null
    void this.load()
  }

  get isAuditor (): boolean {
    return this.session.user?.role !== 'general'
  }

  get org (): string {
    return this.session.org?.id ?? ''
  }

  get hint (): string {
    return this.isAuditor ? words.historyAll : words.historyOwn
  }

  get tabs () {
    return HISTORY_KINDS.map((kind) => ({
      kind,
      label: KINDS[kind],
      href: `/settings/histories/${kind}`,
      itemClass: `slds-tabs_default__item ${kind === this.current.kind ? 'slds-is-active' : ''}`,
      current: kind === this.current.kind ? 'page' : undefined
    }))
  }

  get label (): string {
    return KINDS[this.current.kind as keyof typeof KINDS]
  }

  get rows (): FactRow[] {
    return (this.found?.lines ?? []).map((line, place) => ({
      id: String(place),
      cells: { at: sayStamp(line.at), what: sayDeed(line.kind, line.what), who: line.who, about: line.about ?? '', result: sayResult(line.result) }
    }))
  }

  get facts (): string {
    if (!this.found) return ''
    return fill(this.found.next === null ? words.linesShown : words.linesShownMore, this.found.lines.length)
  }

  get isFirst (): boolean {
    return this.found === null && this.problem === null
  }

  get hasLines (): boolean {
    return (this.found?.lines.length ?? 0) > 0
  }

  get isEmpty (): boolean {
    return this.found?.lines.length === 0
  }

  get hasMore (): boolean {
    return this.found?.next != null
  }

  /** What the service knows of the address; the rest of it is nobody's. */
  get query (): Record<string, string | undefined> {
    const given = new URLSearchParams(this.current.query)
    return Object.fromEntries(KNOWN.map((name) => [name, given.get(name) || undefined]))
  }

  handleFind (event: CustomEvent<{ query: string }>) {
    const to = { ...this.current, query: event.detail.query }
    if (to.query === this.current.query) void this.load()
    else goTo(to)
  }

  handleOpen (event: CustomEvent<{ id: string }>) {
    const line = this.found?.lines[Number(event.detail.id)]
    if (!line) return
    const facts = [
      { name: 'number', label: words.number, text: line.number === null ? words.notSealed : String(line.number) },
      { name: 'at', label: words.at, text: line.at },
      { name: 'who', label: words.who, text: line.who },
      { name: 'what', label: words.what, text: `${sayDeed(line.kind, line.what)} (${line.what})` },
      { name: 'about', label: words.about, text: line.about ?? '' },
      { name: 'result', label: words.result, text: sayResult(line.result) },
      ...Object.entries(line.detail).map(([name, value]) => ({ name: `detail-${name}`, label: name, text: typeof value === 'string' ? value : JSON.stringify(value, null, 1) }))
    ].filter(({ text }) => text !== '' && text !== 'null')
    this.dispatchEvent(new CustomEvent('openmodal', { detail: { kind: 'facts', props: { headline: words.lineTitle, facts } }, bubbles: true, composed: true }))
  }

  handleMore () {
    void this.load(this.found?.next ?? undefined)
  }

  handleRetry () {
    void this.load()
  }

  async handleCsv () {
    const { kind } = this.current
    const name = `${kind}.csv`
    this.isLoading = true
    try {
      saveBlob(await askBlob(`/histories/${kind}`, { query: this.query, accept: 'text/csv', seconds: 600 }), name)
      this.dispatchEvent(new ShowToastEvent({ title: fill(words.csvSaved, name), variant: 'success' }))
    } catch (error) {
      this.problem = toProblem(error)
    }
    this.isLoading = false
  }

  async load (after?: string) {
    const asked = this.current
    this.isLoading = true
    try {
      const page = await ask<Answer>(`/histories/${asked.kind}`, { query: { ...this.query, after } })
      if (asked === this.current) {
        this.found = after === undefined ? page : { ...page, lines: [...this.found?.lines ?? [], ...page.lines] }
        this.problem = null
      }
    } catch (error) {
      if (asked === this.current) this.problem = toProblem(error)
    }
    this.isLoading = false
  }
}
