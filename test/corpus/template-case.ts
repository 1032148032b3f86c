import type { Data, Template } from '../../server/templates/schema.ts'

/** A hostile or broken template. `expected` is the code checkTemplate must name it by; `HARMLESS` means it is accepted and does no harm. */
export interface TemplateCase { name: string, input: Template, expected: string }

/** Values a record may hold, and the template they are printed by. Expected: the page has the same elements and attributes as with a plain word. */
export interface ValueCase { name: string, input: { template: Template, data: Data }, expected: 'HARMLESS' }

export const HARMLESS = 'HARMLESS'

/** A template of one A4 page with the given parts. */
export function page (html: string, rest: Partial<Template> = {}): Template {
  return { html, css: '', lang: 'ja', paper: { size: 'A4', margin: { top: 15, right: 15, bottom: 15, left: 15 } }, ...rest }
}

export const SHA = '0'.repeat(64)
