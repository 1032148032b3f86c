import { MappingInvalid } from '../errors.ts'
import { demandTemplate } from '../templates/demand-template.ts'
import { checkMapping } from './check-mapping.ts'
import type { Release } from './open-release.ts'

const MOST_NAMED = 5

/** A release that can be generated from: its template is sound, and its mapping fills every field of it from columns that are there. */
export function checkDraft ({ name, mapping, template, views }: Release): void {
  demandTemplate(template)
  const errors = checkMapping({ mapping, template, views }).filter(({ level }) => level === 'error')
  if (errors.length === 0) return
  const more = errors.length > MOST_NAMED ? `; and ${errors.length - MOST_NAMED} more` : ''
  throw new MappingInvalid(name, errors.slice(0, MOST_NAMED).map(({ message }) => message.replace(/\.$/, '')).join('; ') + more)
}
