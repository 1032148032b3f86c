import { LightningElement, api } from 'lwc'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { Session } from '../../../../../users/schema.ts'
import type { RecordPage } from '../../../../../views/record-schema.ts'
import { ask } from '../../../ask.ts'
import { iconOf } from '../../../objects.ts'
import { addressOf, type Page } from '../../../pages.ts'
import { goTo } from '../../../routing.ts'
import { fill, words } from '../../../words.ts'

const OBJECTS = ['Quote', 'Opportunity', 'Account']
const FIRST = 5

/** What the search of the header found, object by object. */
export default class SearchPage extends LightningElement {
  @api session: Session

  words = words
  text = ''
  typed = ''
  found: RecordPage[] | null = null
  problem: ApiProblem | null = null
  current: Page

  @api
  get page (): Page {
    return this.current
  }

  set page (page: Page) {
    if (page.name !== 'search') return
    this.current = page
    this.text = page.text.trim()
    this.typed = this.text
    document.title = `${this.headline} | ${words.appName}`
    void this.search()
  }

  get headline (): string {
    return this.text ? fill(words.searchFor, this.text) : words.search
  }

  get isEmpty (): boolean {
    return this.text === ''
  }

  get isFirst (): boolean {
    return !this.isEmpty && this.found === null && this.problem === null
  }

  get hasNothing (): boolean {
    return !this.isEmpty && this.found?.length === 0
  }

  get nothing (): string {
    return fill(words.searchNothing, this.text)
  }

  get sections () {
    return (this.found ?? []).map((list) => ({
      ...list,
      icon: iconOf(list.object.name),
      headline: `${list.object.labelPlural} (${list.records.length}${list.next === null ? '' : '+'})`,
      hasMore: list.next !== null,
      href: addressOf({ name: 'list', object: list.object.name, search: this.text, sort: '' })
    }))
  }

  handleType (event: Event) {
    this.typed = (event.target as HTMLInputElement).value
  }

  handleSubmit (event: Event) {
    event.preventDefault()
    goTo({ name: 'search', text: this.typed.trim() })
  }

  handleRetry () {
    void this.search()
  }

  async search () {
    const { text } = this
    this.found = null
    this.problem = null
    if (text === '') return
    try {
      const lists = await Promise.all(OBJECTS.map((object) => ask<RecordPage>(`/objects/${object}/records`, { query: { search: text, limit: FIRST } })))
      if (text === this.text) this.found = lists.filter(({ records }) => records.length > 0)
    } catch (error) {
      if (text === this.text) this.problem = toProblem(error)
    }
  }
}
