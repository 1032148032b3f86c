import { TemplateInvalid } from '../errors.ts'
import { checkTemplate, type Problem } from './check-template.ts'
import type { AssetBytes, Template } from './schema.ts'

const MOST_NAMED = 5

/** A template that can be rendered and reaches nothing outside itself, or one sentence that names the first things wrong and where. */
export function demandTemplate (template: Template, assets?: ReadonlyMap<string, AssetBytes>): void {
  const problems = checkTemplate(template, assets)
  if (problems.length === 0) return
  const more = problems.length > MOST_NAMED ? `; and ${problems.length - MOST_NAMED} more` : ''
  throw new TemplateInvalid(problems.slice(0, MOST_NAMED).map(sayProblem).join('; ') + more)
}

function sayProblem ({ message, part, line, column }: Problem): string {
  return `${message.replace(/\.$/, '')} (${part}, line ${line}, column ${column})`
}
