import { glob, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { eraseTypes } from './erase-types.ts'

/** Writes the JavaScript of every component beside its TypeScript, for deployment. Answers how many files were written. */
export async function eraseComponents (lwc: string): Promise<number> {
  let written = 0
  for await (const name of glob('*/lwc/*/*.ts', { cwd: lwc })) {
    const file = `${lwc}/${name}`
    await writeFile(file.replace(/\.ts$/, '.js'), eraseTypes(await readFile(file, 'utf8')))
    written++
  }
  return written
}

if (import.meta.main) {
  const written = await eraseComponents(fileURLToPath(new URL('../../lwc', import.meta.url)))
  console.log(`${written} files of lwc/ as JavaScript`)
}
