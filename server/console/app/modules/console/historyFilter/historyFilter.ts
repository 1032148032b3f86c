import { LightningElement, api } from 'lwc'
import { deedsOf, sayResult } from '../../../say-history.ts'
import { words } from '../../../words.ts'

const NAMES = ['from', 'to', 'who', 'what', 'result'] as const
const RESULTS = ['done', 'refused']

/** Which lines of the histories are looked for. Fires `find` with them as the query of an address. */
export default class HistoryFilter extends LightningElement {
  words = words
  given = new URLSearchParams()
  kindOf = ''

  @api
  get kind (): string {
    return this.kindOf
  }

  set kind (kind: string) {
    this.kindOf = kind
  }

  @api
  get query (): string {
    return this.given.toString()
  }

  set query (query: string) {
    this.given = new URLSearchParams(query)
  }

  get values () {
    return Object.fromEntries(NAMES.map((name) => [name, this.given.get(name) ?? ''])) as Record<typeof NAMES[number], string>
  }

  get deeds () {
    return this.choices('what', deedsOf(this.kindOf))
  }

  get results () {
    return this.choices('result', RESULTS.map((value) => ({ value, label: sayResult(value) })))
  }

  /** What an address asks for can always be seen, also where it is not among what is offered. */
  choices (name: 'what' | 'result', offered: Array<{ value: string, label: string }>) {
    const chosen = this.values[name]
    const all = chosen === '' || offered.some(({ value }) => value === chosen) ? offered : [...offered, { value: chosen, label: chosen }]
    return [{ value: '', label: words.anything }, ...all].map((choice) => ({ ...choice, isChosen: choice.value === chosen }))
  }

  handleSubmit (event: Event) {
    event.preventDefault()
    const controls = [...this.template!.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[name]')]
    const said = controls.flatMap(({ name, value }) => value.trim() === '' ? [] : [[name, value.trim()]])
    this.find(new URLSearchParams(said).toString())
  }

  handleClear () {
    for (const control of this.template!.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[name]')) control.value = ''
    this.find('')
  }

  find (query: string) {
    this.dispatchEvent(new CustomEvent('find', { detail: { query } }))
  }
}
