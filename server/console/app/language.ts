import type { Language } from '../../users/schema.ts'

const KEY = 'chohyo.language'

/** What somebody chose on this computer; null where nothing can be kept. */
export function recallLanguage (): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** Keeps the choice and shows the page in that language: words are read when it is loaded. */
export function switchLanguage (language: Language): void {
  try {
    localStorage.setItem(KEY, language)
  } catch {
    // Private windows of some browsers keep nothing: the language is then the user's own.
  }
  location.reload()
}
