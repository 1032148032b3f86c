import type { TSchema } from 'typebox'
import type { TLocalizedValidationError } from 'typebox/error'
import { Settings } from 'typebox/system'
import { both, descriptions, type Both } from '../errors-ja.ts'
import { chooseMisfit } from './choose-misfit.ts'

/** A schema as JSON: what is read of it to say what belongs there. */
interface Node { type?: string, format?: string, pattern?: string, const?: string | number | boolean, description?: string, anyOf?: Node[], properties?: Record<string, Node>, $ref?: string, $defs?: Record<string, Node> }

// The default of 8 is fewer than the branches of one union, and the best one is chosen from all of them.
Settings.Set({ maxErrors: 64 })

/** One sentence, without its end, about the first place where a value does not fit its schema: the place, and what belongs there. */
export function sayMisfit (schema: TSchema, errors: TLocalizedValidationError[], whole: Both): Both {
  const { keyword, params, place, schemaPath } = chooseMisfit(errors)
  const node = findNode(schema, schemaPath)
  if (keyword === 'required') return sayMissing(place, params.requiredProperties as string[])
  if (keyword === 'additionalProperties') return sayUnknown(place, params.additionalProperties as string[], node)
  const subject = place.length === 0 ? whole : both(path(place), path(place))
  const must = sayExpected(keyword, params, node)
  return both(`${subject.en} must ${must.en}`, `${subject.ja} は${must.ja}`)
}

function sayMissing (place: string[], names: string[]): Both {
  const paths = names.map((name) => path([...place, name]))
  return both(`${paths.join(', ')} ${paths.length === 1 ? 'is' : 'are'} missing`, `${paths.join('、')} がありません`)
}

function sayUnknown (place: string[], [name = '']: string[], { properties = {} }: Node): Both {
  const known = Object.keys(properties)
  const field = path([...place, name])
  return known.length === 0
    ? both(`${field} is not a name that may stand here`, `${field} という名前は使えません`)
    : both(`${field} is not known; known here: ${known.join(', ')}`, `${field} という項目はありません(使える項目: ${known.join('、')})`)
}

function sayExpected (keyword: string, { limit }: Record<string, unknown>, node: Node): Both {
  const bound = String(limit)
  switch (keyword) {
    case 'minLength': return bound === '1' ? both('not be empty', '空にできません') : both(`have at least ${bound} characters`, ` ${bound} 文字以上にしてください`)
    case 'maxLength': return both(`have at most ${bound} characters`, ` ${bound} 文字以内にしてください`)
    case 'minimum': return both(`be at least ${bound}`, ` ${bound} 以上にしてください`)
    case 'maximum': return both(`be at most ${bound}`, ` ${bound} 以下にしてください`)
    case 'minItems': return both(`have at least ${bound} ${bound === '1' ? 'entry' : 'entries'}`, ` ${bound} 件以上必要です`)
    case 'maxItems': return both(`have at most ${bound} entries`, ` ${bound} 件以内にしてください`)
    default: {
      const kind = sayKind(node)
      return both(`be ${kind.en}`, `${spaced(kind.ja)}にしてください`)
    }
  }
}

/** What belongs at a place: `text (Salesforce record id, 15 or 18 characters)`, `one of pdf, html, data`. */
function sayKind (node: Node): Both {
  if (node.anyOf) return sayUnion(node.anyOf)
  if (node.const !== undefined) return both(String(node.const), String(node.const))
  const format = KINDS[node.format ?? '']
  if (format) return format
  const kind = KINDS[node.type ?? ''] ?? both('of another form', '別の形式')
  const form = node.description ?? (node.pattern === undefined ? undefined : `in the form ${node.pattern}`)
  if (form === undefined) return kind
  return both(`${kind.en} (${form})`, `${kind.ja}(${descriptions[form] ?? form})`)
}

function sayUnion (variants: Node[]): Both {
  const words = variants.filter((node) => node.const !== undefined).map((node) => String(node.const))
  const one = words.length > 1 ? [both(`one of ${words.join(', ')}`, `${words.join('、')} のいずれか`)] : words.map((word) => both(word, word))
  const kinds = [...one, ...variants.filter((node) => node.const === undefined).map((node) => node.properties ? sayShape(node) : sayKind(node))]
  return both([...new Set(kinds.map(({ en }) => en))].join(', or '), [...new Set(kinds.map(({ ja }) => spaced(ja)))].join('、または').trimStart())
}

function sayShape ({ properties = {} }: Node): Both {
  const names = Object.keys(properties)
  return both(`an object with ${names.join(', ')}`, `${names.join('、')} を持つオブジェクト`)
}

/** Japanese text sets a blank before Latin letters. */
function spaced (text: string): string {
  return /^[!-~]/.test(text) ? ` ${text}` : text
}

const KINDS: Readonly<Record<string, Both>> = {
  string: both('text', '文字列'),
  number: both('a number', '数値'),
  integer: both('a whole number', '整数'),
  boolean: both('true or false', 'true か false'),
  object: both('an object', 'オブジェクト'),
  array: both('a list', 'リスト'),
  null: both('null', 'null'),
  uuid: both('an id as the service gives it (UUID)', 'サービスが返した ID(UUID)')
}

/** As formulas write it: `columns[0].path`. Names come from the caller and are shown short and in one line. */
function path (place: string[]): string {
  return place.map((name, at) => /^\d+$/.test(name) ? `[${name}]` : (at > 0 ? '.' : '') + shown(name)).join('')
}

function shown (name: string): string {
  const line = name.replace(/[\p{C}\p{Z}]/gu, '?')
  return line.length > 60 ? `${line.slice(0, 60).toWellFormed()}…` : line
}

/** The schema at a path of TypeBox's errors, which passes through references without naming them. */
function findNode (schema: Node, schemaPath: string): Node {
  let defs: Record<string, Node> = {}
  const open = (node: Node | undefined): Node => {
    defs = node?.$defs ?? defs
    return node?.$ref === undefined ? node ?? {} : open(defs[node.$ref.replace('#/$defs/', '')])
  }
  return schemaPath.split('/').slice(1).reduce((node: Node, step) => open((node as Record<string, Node>)[step.replaceAll('~1', '/').replaceAll('~0', '~')]), open(schema))
}
