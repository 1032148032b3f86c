import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { tableOf } from '../org.ts'
import type { Org } from '../org.ts'
import type { Change } from './change-rows.ts'
import { addRow, setValues } from './table.ts'

/** What the seed under a log must be: changes replayed over another seed would meet other rows. */
type Seed = Record<string, unknown>

/** Replays the changes of earlier runs and keeps those to come, one line a call, on disk before the call is answered. */
export function openChangeLog (org: Org, path: string, seed: Seed): { close: () => void } {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  const [head, ...calls] = lines
  // Without a newline at its end the last line was cut by a crash: its call was never answered.
  const whole = calls.slice(0, -1)
  if (head !== undefined && head !== '' && head !== JSON.stringify(seed)) {
    throw new Error(`The sandbox org in ${path} was made with other settings (${head}). Start it with those, or remove its folder to begin anew.`)
  }
  for (const line of whole) for (const change of JSON.parse(line) as Change[]) replay(org, change)
  // Beside and then over: a crash here leaves the old log or the new one.
  writeFileSync(`${path}.new`, [JSON.stringify(seed), ...whole, ''].join('\n'))
  renameSync(`${path}.new`, path)
  const file = openSync(path, 'a')
  org.keep = changes => {
    writeSync(file, `${JSON.stringify(changes.map(withoutBefore))}\n`)
    fsyncSync(file)
  }
  return { close: () => { closeSync(file) } }
}

function withoutBefore (change: Change): Change {
  return change.kind === 'update' ? { ...change, before: {} } : change
}

function replay (org: Org, change: Change): void {
  const table = tableOf(org, change.object)
  if (change.kind === 'update') {
    const row = table.rows.get(change.id)
    if (row !== undefined) setValues(table, row, change.values)
    return
  }
  addRow(table, change.row)
  const counter = table.object.fields.find(field => field.autoNumber !== null)?.name
  const serial = counter === undefined ? 0 : Number(/\d+$/.exec(String(change.row[counter]))?.[0] ?? 0)
  table.autoNumber = Math.max(table.autoNumber, serial)
}
