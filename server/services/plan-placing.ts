import { DeliveryRefused } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { Delivery } from './connector.ts'
import type { Existing, FolderAct, Placing } from './shelf.ts'

// What no part of a path may hold: separators, and characters that end a line of some protocol or are not seen.
// eslint-disable-next-line no-control-regex
const UNSAFE = /[/\\\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/

/** Where the files of a delivery go. What a record says may lead further down, never up. Errors: DeliveryRefused. */
export function planPlacing (host: string, { folder, existing = 'refuse', collected = false }: { folder: string, existing?: Existing, collected?: boolean }, { act, files, key }: Delivery<FolderAct>): Placing {
  const below = (act.folder ?? '').split('/').filter((part) => part !== '')
  const wrong = [...below, ...files.map(({ name }) => name)].find((part) => part === '.' || part === '..' || part === '' || !part.isWellFormed() || UNSAFE.test(part))
  if (wrong !== undefined) throw new DeliveryRefused(host, both(`${JSON.stringify(wrong)} is no name of a file or folder`, `${JSON.stringify(wrong)} はファイル名・フォルダ名として使用できません`))
  if (files.length === 0) throw new DeliveryRefused(host, both('there is no file to deliver', '配送するファイルがありません'))
  return { top: folder, below, files, key, existing, collected }
}
