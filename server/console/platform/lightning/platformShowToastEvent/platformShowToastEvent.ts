/** What a toast says. `mode`: `dismissible` (by itself or by hand), `pester` (by itself), `sticky` (by hand). */
export interface Toast {
  title: string
  message?: string
  variant?: 'info' | 'success' | 'warning' | 'error'
  mode?: 'dismissible' | 'pester' | 'sticky'
  messageData?: Array<string | { url: string, label: string }>
}

export const ShowToastEventName = 'lightning__showtoast'

/** The shell listens for it and shows the toast. https://developer.salesforce.com/docs/component-library/bundle/lightning-platform-show-toast-event */
export class ShowToastEvent extends CustomEvent<Toast> {
  constructor (toast: Toast) {
    super(ShowToastEventName, { detail: toast, bubbles: true, composed: true, cancelable: true })
  }
}
