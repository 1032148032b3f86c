import { askBlob } from './ask.ts'

/** Fetches a file of the org and hands it to the browser as a download. Throws an ApiProblem. */
export async function saveFile (fileId: string, name: string): Promise<void> {
  const url = URL.createObjectURL(await askBlob(`/files/${fileId}/content`, { seconds: 60 }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Safari reads the address after the click.
  setTimeout(() => { URL.revokeObjectURL(url) }, 60_000)
}
