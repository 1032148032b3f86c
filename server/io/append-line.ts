import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Adds one line to a file that only ever grows, and returns when it has reached the disk. Several processes may: short writes at the end of a file do not mix. */
export async function appendLine (file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, 'a', 0o600)
  try {
    await handle.write(`${text}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
