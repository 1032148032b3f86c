import { LightningElement, api } from 'lwc'
import type { DemoUser } from '../../../../../users/schema.ts'
import { fill, words } from '../../../words.ts'

interface Tile { username: string, name: string, title: string, initial: string, label: string }

/** The users of this computer's demo, each one click away. Fires `choose` with the name of the chosen one. */
export default class DemoTiles extends LightningElement {
  @api users: DemoUser[] = []
  @api busy = false

  words = words

  /** Whoever speaks the language of the page comes first, so that the first click is right. */
  get tiles (): Tile[] {
    const page = document.documentElement.lang
    return [...this.users].sort((a, b) => Number(b.language === page) - Number(a.language === page)).map(({ username, name, title, language }) => ({
      username, name, title: language === page ? title : `${title}\u00a0• ${language === 'ja' ? words.japanese : words.english}`, initial: [...name][0] ?? '', label: fill(words.signInAs, name)
    }))
  }

  get firstTile (): Tile | undefined {
    return this.tiles[0]
  }

  get otherTiles (): Tile[] {
    return this.tiles.slice(1)
  }

  renderedCallback () {
    const first = this.refs?.['first'] as HTMLElement | undefined
    if (first && document.activeElement === document.body) first.focus()
  }

  handleTile (event: Event) {
    this.dispatchEvent(new CustomEvent('choose', { detail: (event.currentTarget as HTMLElement).dataset['username'] ?? '' }))
  }
}
