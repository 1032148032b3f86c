import { LightningElement } from 'lwc'
import type { Language } from '../../../../../users/schema.ts'
import { switchLanguage } from '../../../language.ts'
import { words } from '../../../words.ts'

/** What stands around every way in: the mark, the choice of the language, and a card for what is in the slot. */
export default class Doorway extends LightningElement {
  words = words

  get languages () {
    const page = document.documentElement.lang
    return (['ja', 'en'] as const).map((code) => ({ code, label: code === 'ja' ? words.japanese : words.english, pressed: page === code ? 'true' : 'false' }))
  }

  handleLanguage (event: Event) {
    switchLanguage((event.currentTarget as HTMLElement).dataset['code'] as Language)
  }
}
