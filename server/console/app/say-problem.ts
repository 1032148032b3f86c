import { fill, words } from './words.ts'

const SENTENCES: Readonly<Record<string, string>> = {
  CHOHYO_SSO_REFUSED: words.problemSsoRefused,
  CHOHYO_SSO_UNKNOWN: words.problemSsoUnknown,
  CHOHYO_SSO_UNAVAILABLE: words.problemSsoAway,
  CHOHYO_SSO_REQUIRED: words.problemSsoRequired,
  CHOHYO_TOO_MANY_REQUESTS: words.problemTooMany
}

/** What `/sign-in?problem=CODE` says; empty without one. A browser that comes back from elsewhere brings a code only. */
export function sayProblem (code: string): string {
  return code === '' ? '' : SENTENCES[code] ?? fill(words.problemOther, code)
}
