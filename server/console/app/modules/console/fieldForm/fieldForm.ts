import { LightningElement, api } from 'lwc'
import { words } from '../../../words.ts'

export interface FormField {
  name: string
  label: string
  value: string | boolean
  type: 'text' | 'number' | 'email' | 'url' | 'password' | 'date' | 'area' | 'select' | 'check'
  hint?: string
  required?: boolean
  min?: number
  max?: number
  minLength?: number
  maxLength?: number
  /** A choice with a hint of its own shows it while it is chosen. */
  choices?: Array<{ value: string, label: string, hint?: string }>
  /** A checkbox beside others, not on a line of its own. */
  narrow?: boolean
  pattern?: string
}
/** `pairs`: two fields beside each other, however wide the form is. */
export interface FormGroup { name: string, label: string, hint?: string, pairs?: boolean, fields: FormField[] }
export type FormValues = Record<string, string | boolean>

/** A form of plain fields in groups. What is typed stays until it is told to `forget`. Fires `save` with all values. */
export default class FieldForm extends LightningElement {
  @api groups: FormGroup[] = []
  @api saveLabel: string = words.save
  @api busy = false
  @api danger = false
  /** Narrow fields: conditions of a search. */
  @api compact = false

  words = words
  typed: FormValues = {}

  /** What was typed is saved, or no longer wanted. */
  @api
  forget () {
    this.typed = {}
  }

  /** Begins at the first field. */
  @api
  enter () {
    this.template!.querySelector<HTMLElement>('[name]')?.focus()
  }

  /** The text of a textarea is no attribute that a template could set. */
  renderedCallback () {
    const fields = this.groups.flatMap((group) => group.fields)
    for (const area of this.template!.querySelectorAll('textarea')) {
      const value = String(this.typed[area.name] ?? fields.find(({ name }) => name === area.name)?.value ?? '')
      if (area.value !== value) area.value = value
    }
  }

  get shown () {
    return this.groups.map(({ fields, pairs, ...group }) => ({ ...group, fieldsClass: pairs ? 'fields pairs' : 'fields', fields: fields.map((field) => this.showField(field)) }))
  }

  get formClass (): string {
    return this.compact ? 'form compact' : 'form'
  }

  get saveClass (): string {
    return `slds-button ${this.danger ? 'slds-button_destructive' : 'slds-button_brand'}`
  }

  showField (field: FormField) {
    const { name, type } = field
    const value = this.typed[name] ?? field.value
    const hint = field.choices?.find((choice) => choice.value === value)?.hint ?? field.hint
    return {
      ...field,
      hint,
      value: typeof value === 'string' ? value : '',
      isChecked: value === true,
      isSelect: type === 'select',
      isArea: type === 'area',
      isCheck: type === 'check',
      hintId: hint === undefined ? undefined : `hint-${name}`,
      fieldClass: `slds-form-element field ${type === 'area' || (type === 'check' && !field.narrow) ? 'wide' : ''}`,
      complete: type === 'password' ? 'new-password' : 'off',
      choices: (field.choices ?? []).map((choice) => ({ ...choice, isChosen: choice.value === value }))
    }
  }

  handleInput (event: Event) {
    const control = event.target as HTMLInputElement
    this.typed = { ...this.typed, [control.name]: valueOf(control) }
  }

  /** What stands in the fields counts: password managers and the like write without saying so. */
  handleSubmit (event: Event) {
    event.preventDefault()
    const controls = [...this.template!.querySelectorAll<HTMLInputElement>('[name]')]
    this.typed = Object.fromEntries(controls.map((control) => [control.name, valueOf(control)]))
    this.dispatchEvent(new CustomEvent('save', { detail: { values: { ...this.typed } } }))
  }
}

function valueOf (control: HTMLInputElement): string | boolean {
  return control.type === 'checkbox' ? control.checked : control.value
}
