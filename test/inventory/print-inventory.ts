import { writeFileSync } from 'node:fs'
import { PAGE, writePage } from './write-page.ts'

writeFileSync(new URL(`../../${PAGE}`, import.meta.url), writePage())
