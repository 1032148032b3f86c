import { answerQuestions } from '../io/answer-questions.ts'
import { fillFields, planFields, type FieldFault, type Plan } from './fill-fields.ts'
import type { Setting } from './formula-functions.ts'
import type { FormulaQuestion, FormulaReply } from './evaluate-fields.ts'

// Runs in a subprocess of its own (io/subprocess.ts): formulas are written by customers and may never end.

const MOST_BYTES = 20_000_000
const plans = new Map<string, Plan>()
let setting: Setting = { locale: 'en', timeZone: 'UTC', now: '1970-01-01T00:00:00.000Z' }

answerQuestions((question) => answer(question as FormulaQuestion))

async function answer ({ fields, input, timeLimit, ...rest }: FormulaQuestion): Promise<FormulaReply> {
  try {
    setting = rest.setting
    const [data] = await fillFields(plan(fields, timeLimit), [input], { row: input, parent: null })
    const json = JSON.stringify(data)
    return json.length > MOST_BYTES ? { fault: { kind: 'failed', field: fields[0]?.name ?? '', message: 'all fields together hold more than 20 MB' } } : { json }
  } catch (error) {
    return { fault: (error as FieldFault).fault ?? { kind: 'failed', field: fields[0]?.name ?? '', message: (error as Error).message } }
  }
}

/** Plans are kept by the content of their fields, so a batch of one mapping compiles once. */
function plan (fields: FormulaQuestion['fields'], timeLimit: number): Plan {
  const key = `${timeLimit}:${JSON.stringify(fields)}`
  const known = plans.get(key) ?? planFields(fields, { setting: () => setting, timeLimit })
  plans.delete(key)
  plans.set(key, known)
  if (plans.size > 50) plans.delete(plans.keys().next().value!)
  return known
}
