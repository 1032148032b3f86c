import type { Language } from '../../users/schema.ts'

/** The language of the page: the one somebody chose on this computer, else the user's own, else what the browser asks for. */
export function chooseLanguage (chosen: string | null, users: Language | null, browsers: readonly string[]): Language {
  if (chosen === 'en' || chosen === 'ja') return chosen
  return users ?? (browsers.find((language) => /^(en|ja)\b/.test(language))?.startsWith('ja') ? 'ja' : 'en')
}
