import { readFileSync } from 'node:fs'
import { PasswordTooWeak } from '../errors.ts'
import { both, type Both } from '../errors-ja.ts'
import type { Role } from '../tenants/schema.ts'

/** Whose password it will be; `words`: what belongs to the account and its org (login, names), and so may not be in it. */
export interface Owner { role: Role, words: string[] }

export const SHORTEST = { admin: 15, general: 12, auditor: 12 } as const
export const LONGEST = 128

/**
 * Long enough, and not what people guess first. No rules on which characters it is made of, as NIST SP 800-63B-4 (3.1.1.2) has it.
 * Errors: PasswordTooWeak.
 */
export function demandGoodPassword (password: string, { role, words }: Owner): void {
  const length = [...password.normalize('NFKC')].length
  if (length < SHORTEST[role]) throw new PasswordTooWeak(both(`it has ${length} characters, and ${SHORTEST[role]} are the least`, `${length} 文字です。${SHORTEST[role]} 文字以上にしてください`))
  if (length > LONGEST) throw new PasswordTooWeak(both(`it has more than ${LONGEST} characters`, `${LONGEST} 文字以内にしてください`))
  const fault = findFault(plain(password), words)
  if (fault) throw new PasswordTooWeak(fault)
}

function findFault (password: string, words: string[]): Both | null {
  const bare = password.replace(/[\s\p{P}\p{S}]/gu, '')
  const core = bare.replace(/^\d+|\d+$/g, '')
  if (new Set(bare).size < 5) return both('it is made of very few different characters', '使われている文字の種類が少なすぎます')
  if (isRun(bare)) return both('it is a row of neighbouring characters', '連続する文字の並びです')
  for (const text of new Set([password, bare, core, undouble(bare), undouble(core)])) {
    if (commonPasswords().has(text)) return both('it is among the passwords that many people use', 'よく使われるパスワードです')
  }
  const known = ownWords(words).find((word) => bare.includes(word))
  if (known !== undefined) return both('it holds your name, your login, or the name of the product or your org', '氏名・ログイン名・製品名・組織名が含まれています')
  return null
}

const FORMS = /株式会社|有限会社|合同会社|\(株\)|\(有\)/g

/** Letters and digits of four and more, or two of Japanese; of a mail address each part, of a company what stands beside its form. */
function ownWords (words: string[]): string[] {
  const parts = [...words, 'chohyo', '帳票'].map((word) => word.normalize('NFKC').replace(FORMS, ' ')).flatMap((word) => [word, ...word.split(/[@.\s_+-]+/u)])
  return parts.map((part) => plain(part).replace(/[\s\p{P}\p{S}]/gu, '')).filter((part) => [...part].length >= (/^[\x20-\x7e]*$/.test(part) ? 4 : 2))
}

/** `abcdefghijkl`, `987654321098`: each character follows the one before. */
function isRun (text: string): boolean {
  const steps = [...text].slice(1).map((character, at) => (character.codePointAt(0) ?? 0) - ([...text][at]?.codePointAt(0) ?? 0))
  const even = (wanted: number) => steps.filter((step) => step === wanted || step === wanted * -9).length >= steps.length - 1
  return steps.length > 0 && (even(1) || even(-1))
}

/** What is written twice or more is known as once. */
function undouble (text: string): string {
  const [, once] = /^(.{3,}?)\1+$/u.exec(text) ?? []
  return once ?? text
}

function plain (text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

let common: Set<string> | undefined

/** The list beside this file, read when the first password is chosen. */
function commonPasswords (): Set<string> {
  common ??= new Set(readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('# ')))
  return common
}
