import { LightningElement } from 'lwc'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import { askBlob } from '../../../ask.ts'
import { saveBlob } from '../../../save-file.ts'
import { fill, words } from '../../../words.ts'
import type { FormGroup, FormValues } from '../fieldForm/fieldForm.ts'

const PAPERS: Readonly<Record<string, string>> = { summary: words.paperSummary, rules: words.paperRules }
const text = (name: string, label: string) => ({ name, label, type: 'text', value: '', required: true, maxLength: 100 } as const)
const FORM: FormGroup[] = [{
  name: 'paper',
  label: '',
  fields: [
    { name: 'paper', label: words.paper, type: 'select', value: 'summary', choices: Object.entries(PAPERS).map(([value, label]) => ({ value, label })) },
    text('company', words.company),
    text('responsible', words.responsible),
    text('processor', words.processor),
    text('department', words.department),
    { name: 'effectiveOn', label: words.effectiveOn, type: 'date', value: '' },
    { name: 'others', label: words.paperOthers, type: 'area', value: '', maxLength: 2000 }
  ]
}]

/** The papers that the law wants beside the ledger, with the names that only the company knows. */
export default class PapersCard extends LightningElement {
  words = words
  form = FORM
  problem: ApiProblem | null = null
  isBusy = false

  async handleSave (event: CustomEvent<{ values: FormValues }>) {
    const { paper, others, effectiveOn, ...names } = event.detail.values
    const lines = String(others).split('\n').map((line) => line.trim()).filter((line) => line !== '')
    const label = PAPERS[String(paper)] ?? ''
    this.isBusy = true
    try {
      const body = { ...names, ...effectiveOn !== '' && { effectiveOn }, ...lines.length > 0 && { others: lines } }
      saveBlob(await askBlob(`/ledger/papers/${String(paper)}`, { method: 'POST', body, seconds: 90 }), `${label}.pdf`)
      this.problem = null
      this.dispatchEvent(new ShowToastEvent({ title: fill(words.paperSaved, label), variant: 'success' }))
    } catch (error) {
      this.problem = toProblem(error)
    }
    this.isBusy = false
  }
}
