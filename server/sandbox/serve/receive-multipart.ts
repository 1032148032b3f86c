import type { FastifyRequest } from 'fastify'
import { apiError } from '../api-error.ts'
import type { Org } from '../org.ts'
import type { Upload } from '../store/file-bytes.ts'

/** ContentVersion takes up to 2 GB this way: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_sobject_insert_update_blob.htm */
const largestFile = 2 * 1024 ** 3

/** Reads a multipart body: the JSON part, whatever it is called, and the file part, straight to disk. */
export async function receiveMultipart (org: Org, request: FastifyRequest): Promise<{ body: unknown, upload?: Upload }> {
  let body: unknown = {}
  let upload: Upload | undefined
  try {
    for await (const part of request.parts({ limits: { files: 2, fileSize: largestFile, fieldSize: 10 * 1024 ** 2 } })) {
      // Clients name the JSON part a file too when they send it as a blob; its name and type tell it apart.
      if (part.type === 'file' && part.mimetype === 'application/json' && part.fieldname !== 'VersionData') body = readJson((await part.toBuffer()).toString())
      else if (part.type === 'file') upload = await org.bytes.receive(part.file)
      else body = typeof part.value === 'string' ? readJson(part.value) : part.value
    }
  } catch (error) {
    if (upload !== undefined) org.bytes.discard(upload)
    throw error
  }
  return upload === undefined ? { body } : { body, upload }
}

export function readJson (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw apiError('JSON_PARSER_ERROR', 'Unexpected character found in the JSON body at [line:1, column:1]')
  }
}
