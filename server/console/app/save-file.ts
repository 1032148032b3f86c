import { askBlob } from './ask.ts'

/** Fetches a file of the org and hands it to the browser as a download. Throws an ApiProblem. */
export async function saveFile (fileId: string, name: string): Promise<void> {
  saveBlob(await askBlob(`/files/${fileId}/content`, { seconds: 60 }), name)
}

/** Hands bytes to the browser as a download. */
export function saveBlob (blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Safari reads the address after the click.
  setTimeout(() => { URL.revokeObjectURL(url) }, 60_000)
}
