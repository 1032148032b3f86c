import { readApex } from './apex.ts'
import type { Finding } from './finding.ts'

/** Every class and trigger can be read, and lies in a file of its name. */
export function checkApexSyntax (root: string): Finding[] {
  return readApex(root).flatMap(({ file, name, tree, faults }) => {
    const unreadable = faults.map(({ line, column, message }) => ({ file, line, message: `This is no Apex (column ${column + 1}): ${message}.` }))
    const [, declared] = /^(?:.*?)(?:class|interface|enum|trigger)(\w+?)(?:implements|extends|on|\{)/i.exec(tree.getText()) ?? []
    return unreadable.length > 0 || declared === undefined || tree.getText().includes(name) ? unreadable : [{ file, line: 1, message: `The file is not named after ${declared}.` }]
  })
}
