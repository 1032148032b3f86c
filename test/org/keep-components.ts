import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { listFile, listPackage } from './check-package.ts'

/** `node test/org/keep-components.ts [folder of a project]`: writes the list of what the package holds, to be looked at and committed. */

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '../..'))
const { components } = await listPackage(root)
writeFileSync(join(root, listFile(root)), `${components.join('\n')}\n`)
console.log(`${components.length} components in ${listFile(root)}`)
