import { LightningElement, api } from 'lwc'
import type { Toast } from '../../../../platform/lightning/platformShowToastEvent/platformShowToastEvent.ts'
import { words } from '../../../words.ts'

type Variant = NonNullable<Toast['variant']>
interface Part { key: number, text: string, url: string }
interface Shown { key: number, title: string, parts: Part[], boxClass: string, iconName: string, iconLabel: string, role: 'status' | 'alert' }

const ICONS: Record<Variant, string> = { info: 'utility:info', success: 'utility:success', warning: 'utility:warning', error: 'utility:error' }
const MS = 6000

/** Short news at the upper edge. Good news leaves by itself, a failure stays until it is closed. */
export default class Toasts extends LightningElement {
  words = words
  shown: Shown[] = []
  last = 0
  timers = new Map<number, ReturnType<typeof setTimeout>>()

  @api
  add ({ title, message = '', variant = 'info', mode, messageData = [] }: Toast) {
    const key = ++this.last
    const toast: Shown = {
      key,
      title,
      parts: partsOf(message, messageData),
      boxClass: `slds-notify slds-notify_toast slds-theme_${variant} toast`,
      iconName: ICONS[variant],
      iconLabel: words[variant],
      role: variant === 'error' || variant === 'warning' ? 'alert' : 'status'
    }
    this.shown = [...this.shown, toast].slice(-3)
    if ((mode ?? (variant === 'error' ? 'sticky' : 'dismissible')) !== 'sticky') this.leaveLater(key)
  }

  handleClose (event: Event) {
    this.remove(Number((event.currentTarget as HTMLElement).dataset['key']))
  }

  /** Who reads or reaches for it needs the time. */
  handleStay (event: Event) {
    const key = Number((event.currentTarget as HTMLElement).dataset['key'])
    if (!this.timers.has(key)) return
    clearTimeout(this.timers.get(key))
  }

  handleLeave (event: Event) {
    const key = Number((event.currentTarget as HTMLElement).dataset['key'])
    if (this.timers.has(key)) this.leaveLater(key)
  }

  leaveLater (key: number) {
    clearTimeout(this.timers.get(key))
    this.timers.set(key, setTimeout(() => { this.remove(key) }, MS))
  }

  remove (key: number) {
    clearTimeout(this.timers.get(key))
    this.timers.delete(key)
    this.shown = this.shown.filter((toast) => toast.key !== key)
  }
}

/** A message with links in its gaps `{0}`, `{1}` … */
function partsOf (message: string, data: NonNullable<Toast['messageData']>): Part[] {
  return message.split(/(\{\d\})/).flatMap((piece, key) => {
    const [, at] = /^\{(\d)\}$/.exec(piece) ?? []
    const filled = at === undefined ? piece : data[Number(at)] ?? ''
    if (filled === '') return []
    return [typeof filled === 'string' ? { key, text: filled, url: '' } : { key, text: filled.label, url: filled.url }]
  })
}
