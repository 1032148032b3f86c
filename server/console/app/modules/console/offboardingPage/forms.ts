import { fill, words } from '../../../words.ts'
import type { FormGroup } from '../fieldForm/fieldForm.ts'

/** How the end is asked for: the name of the org is typed, so that nobody does it by mistake. */
export function askingForm (org: string): FormGroup[] {
  return [{
    name: 'ask',
    label: '',
    fields: [
      { name: 'confirm', label: fill(words.endName, org), type: 'text', value: '', required: true, maxLength: 200 },
      { name: 'runs', label: words.endRuns, type: 'select', value: 'refuse', choices: [{ value: 'refuse', label: words.endRunsRefuse }, { value: 'cancel', label: words.endRunsCancel }] },
      { name: 'reason', label: words.endReason, type: 'area', value: '', required: true, maxLength: 1000 }
    ]
  }]
}

export const HANDING: FormGroup[] = [{
  name: 'hand',
  label: '',
  fields: [
    { name: 'sha256', label: words.handSha, type: 'text', value: '', required: true, pattern: '\\s*[0-9a-fA-F]{64}\\s*', maxLength: 80 },
    { name: 'takeover', label: words.handTakeover, type: 'check', value: false }
  ]
}]
