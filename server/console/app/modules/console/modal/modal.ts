import { LightningElement, api } from 'lwc'
import { words } from '../../../words.ts'

/** A window over the page. Esc and its cross close it; the focus goes in, stays in, and returns to where it came from. */
export default class Modal extends LightningElement {
  @api content: typeof LightningElement
  @api props: object
  @api label: string
  @api size: 'medium' | 'large' = 'medium'

  words = words
  opener: HTMLElement | null = null
  isEntered = false

  connectedCallback () {
    this.opener = deepestFocus()
    document.documentElement.style.overflow = 'hidden'
    this.addEventListener('lightning__actionsclosescreen', () => { this.close() })
  }

  renderedCallback () {
    if (this.isEntered) return
    this.isEntered = true
    ;(this.refs!['window'] as HTMLElement).focus()
  }

  disconnectedCallback () {
    const { opener } = this
    document.documentElement.style.overflow = ''
    // What lies under it can be reached again once the shell has drawn itself.
    setTimeout(() => { if (opener?.isConnected) opener.focus() })
  }

  get windowClass (): string {
    return `slds-modal slds-fade-in-open window ${this.size === 'large' ? 'slds-modal_large' : 'slds-modal_medium'}`
  }

  handleKey (event: KeyboardEvent) {
    // A list that is open in it takes Esc for itself.
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.stopPropagation()
    this.close()
  }

  handleClose () {
    this.close()
  }

  close () {
    this.dispatchEvent(new CustomEvent('close'))
  }
}

/** The element that has the focus, inside of whatever components. */
function deepestFocus (): HTMLElement | null {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element instanceof HTMLElement && element !== document.body ? element : null
}
