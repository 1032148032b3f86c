import type { Language } from '../../users/schema.ts'

const KEY = 'chohyo.language'

/** The language of the page: the one somebody chose on this computer, else the user's own, else what the browser asks for. */
export function chooseLanguage (chosen: string | null, users: Language | null, browsers: readonly string[]): Language {
  if (chosen === 'en' || chosen === 'ja') return chosen
  return users ?? (browsers.find((language) => /^(en|ja)\b/.test(language))?.startsWith('ja') ? 'ja' : 'en')
}

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
