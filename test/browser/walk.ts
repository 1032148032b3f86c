import type { HTTPRequest, Page } from 'puppeteer'
import type { Test } from 'tap'
import { press, see, type DemoService } from './demo.ts'
import { judge, quiet } from './judge.ts'
import { WIDTHS } from './open-browser.ts'
import { wordsIn, type Language } from './words.ts'

/** Somebody who goes from screen to screen in one language and has each looked at. */
export interface Walk {
  page: Page
  say: ReturnType<typeof wordsIn>
  go: (path: string) => Promise<void>
  /** Presses what has this name. */
  press: (name: Parameters<Walk['say']>[0], ...gaps: Array<string | number>) => Promise<void>
  /** Waits until these words stand on the page. */
  see: (name: Parameters<Walk['say']>[0], ...gaps: Array<string | number>) => Promise<void>
  /** Judges the screen at both widths. A picture of each is taken into CHOHYO_SCREENSHOTS. `moves`: the screen waits for an answer. */
  look: (name: string, moves?: 'moves') => Promise<void>
  /** Lets requests for this path wait, behind the first `skip` of them, until they are let go. */
  hold: (path: RegExp, skip?: number) => Promise<() => void>
  close: () => Promise<void>
}

interface WalkOptions {
  language: Language
  user?: string
  /** Refusals and lost connections belong to the screens of this walk. */
  rough?: boolean
  /** Whoever has not signed in yet. */
  outside?: boolean
}

const PEOPLE = { ja: 'admin@sandbox.chohyo.example', en: 'emily@sandbox.chohyo.example' }

/** What a browser writes to its console of itself when an answer is 400 or above, and our own record of it. */
const ROUGH = /^(answered \d+|request failed|console\.error: Failed to load resource)/

/**
 * Salesforce's own confirmation: its window has a name, the host element that says `alertdialog` too has none; nor does it find what had the focus.
 * Now and then Chrome sees it hide what has the focus still; ours hide decorations only, and make what lies under a window inert.
 */
const NOT_OURS = /aria-dialog-name: <lightning-interactive-dialog-base|Modal :: Nothing to return focus to|Blocked aria-hidden on an element because its descendant retained focus/

export async function walk (t: Test, demo: DemoService, { language, user = PEOPLE[language], rough = false, outside = false }: WalkOptions): Promise<Walk> {
  const { page, faults, widen, shoot, close } = outside ? await demo.open({ language }) : await demo.enter({ language, user, path: '/health/live' })
  const say = wordsIn(language)
  return {
    page,
    say,
    go: async (path) => { await page.goto(demo.url + path, { waitUntil: 'load' }) },
    press: (name, ...gaps) => press(page, say(name, ...gaps)),
    see: (name, ...gaps) => see(page, say(name, ...gaps)),
    look: async (name, moves) => {
      if (moves === undefined) await quiet(page)
      for (const width of WIDTHS) {
        await widen(width)
        t.same((await judge(page)).filter((flaw) => !NOT_OURS.test(flaw)), [], `${name} in ${language} at ${width}`)
      }
      if (process.env['CHOHYO_SCREENSHOTS'] !== undefined) await shoot(`${name}-${language}`)
      await widen(WIDTHS[0])
      t.same(faults.splice(0).filter((fault) => !NOT_OURS.test(fault) && !(rough && ROUGH.test(fault))), [], `${name} in ${language}: nothing in the console of the browser`)
    },
    hold: openGate(page),
    close
  }
}

/** Lets requests wait at will. What nobody waits for passes; a page that is intercepted stays so, or the browser loses count of what is under way. */
function openGate (page: Page): Walk['hold'] {
  let isSet = false
  let isOpen = true
  let path = /^$/
  let left = 0
  let held: HTTPRequest[] = []
  const pass = (request: HTTPRequest) => { request.continue().catch(() => {}) }
  return async (wanted, skip = 0) => {
    if (!isSet) {
      isSet = true
      await page.setRequestInterception(true)
      page.on('request', (request) => {
        if (!isOpen && path.test(new URL(request.url()).pathname) && left-- <= 0) held.push(request)
        else pass(request)
      })
    }
    ;[isOpen, path, left] = [false, wanted, skip]
    return () => {
      isOpen = true
      for (const request of held) pass(request)
      held = []
    }
  }
}
