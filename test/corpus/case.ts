import type { InjectOptions } from 'fastify'
import type { Sandbox } from '../../server/sandbox/start-sandbox.ts'
import type { Template } from '../../server/templates/schema.ts'
import type { Field } from '../../server/mappings/schema.ts'
import type { Signed } from '../service.ts'

/** The kinds of attack, by the letters of the threat model (docs/security/threat-model.md). */
export type Letter = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M' | 'N' | 'O' | 'P' | 'Q' | 'R' | 'S' | 'T' | 'U'

/**
 * By which way an input gets in (test/app/send-case.ts):
 * `template` is kept, published and previewed; `page` is printed one wall further in, past the checker; `formula` is evaluated; `fields` are the fields
 * of a mapping; `value` is printed as text and `rich` as HTML of a record; `view` is a part of a View; `recordId` and `filterText` go into a query;
 * `token` is a bearer token; `request` goes through HTTP and `wire` over a bare socket; `asset` is an image of a template; `file` is a file of the org
 * that is fetched and drawn; `fileName` and `log` are texts of a record and of a caller; `printed` is text that has to come out of a PDF; `cell` is one
 * of a CSV file and `mail` a message to be sent; `chrome` is what a browser says of itself.
 */
interface Inputs {
  template: Template
  page: string
  formula: string
  fields: Field[]
  value: string
  rich: string
  view: Record<string, unknown>
  recordId: string
  filterText: string
  token: (sandbox: Sandbox, request: Signed) => string
  request: InjectOptions
  wire: string
  asset: Uint8Array
  file: { title: string, bytes: Uint8Array }
  fileName: string
  log: string
  printed: string
  cell: unknown
  mail: Record<string, unknown>
  chrome: string
}
export type How = keyof Inputs

/** A bad input. `refused`: answered with a sentence; `harmless`: taken, and nothing comes of it. `cve` names the published weakness that it replays. */
export type Case = { [Way in How]: { how: Way, input: Inputs[Way] } }[How] & { name: string, expected: Expected, cve?: string[] }
export type Expected = 'refused' | 'harmless'

/** Cases of one way, by their names. */
export function cases<Way extends How> (how: Way, expected: Expected, inputs: Record<string, Inputs[Way]>, cve?: string[]): Case[] {
  return Object.entries(inputs).map(([name, input]) => ({ how, name, input, expected, ...cve !== undefined && { cve } }) as Case)
}

/** The same where the input is its own name. */
export function plain (how: How, expected: Expected, inputs: string[], cve?: string[]): Case[] {
  return inputs.map((input) => ({ how, name: `${how} ${JSON.stringify(input).slice(0, 90)}`, input, expected, ...cve !== undefined && { cve } }) as Case)
}
