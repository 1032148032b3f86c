import { ViewInvalid } from '../errors.ts'
import { checkView } from './check-view.ts'
import type { Reader } from './open-view.ts'
import type { View } from './schema.ts'

/** What must hold before a View is published: all its problems at once, with what may have been meant. A View uses no other definition. Errors: ViewInvalid. */
export async function checkDraft ({ salesforce }: { salesforce: Pick<Reader['salesforce'], 'describe'> }, { view, name }: { view: View, name: string }): Promise<Record<string, number>> {
  const { problems } = await checkView(salesforce.describe, { view, name })
  if (problems.length > 0) throw new ViewInvalid(name, problems.map(({ place, problem }) => `${place}: ${problem}`).join('; '))
  return {}
}
