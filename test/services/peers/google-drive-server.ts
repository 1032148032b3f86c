import { createHash, verify, type KeyObject } from 'node:crypto'
import type { Test } from 'tap'
import { startApi, tokens, type Answer, type Asked } from './api-server.ts'

interface File { id: string, name: string, mimeType: string, parents: string[], bytes: Buffer }

const FOLDER = 'application/vnd.google-apps.folder'
const refuse = (code: number, reason: string, message: string): Answer => ({ status: code, json: { error: { code, message, errors: [{ message, domain: 'global', reason }] } } })

/**
 * Google Drive, as far as it is documented and used here: https://developers.google.com/identity/protocols/oauth2/service-account,
 * https://developers.google.com/workspace/drive/api/guides/search-files, …/guides/manage-uploads#resumable, …/guides/handle-errors. It lets two files have
 * one name, and compares names without regard to case, as Drive does.
 */
export async function startGoogleDrive (t: Test, publicKey: KeyObject) {
  const files = new Map<string, File>([['top_1', { id: 'top_1', name: '帳票', mimeType: FOLDER, parents: [], bytes: Buffer.alloc(0) }]])
  const sessions = new Map<string, { file: Omit<File, 'id' | 'bytes'>, over: string | undefined, size: number }>()
  const known = tokens()
  let next = 100
  const add = (file: Omit<File, 'id'>): File => { next += 1; const made = { ...file, id: `file_${next}` }; files.set(made.id, made); return made }
  const show = ({ id, name, mimeType, bytes }: File) => ({ id, name, mimeType, ...mimeType === FOLDER ? {} : { size: String(bytes.length), sha256Checksum: createHash('sha256').update(bytes).digest('hex') } })

  const search = ({ searchParams }: URL): Answer => {
    const [, parent = '', name = ''] = /^'((?:[^'\\]|\\.)*)' in parents and name = '((?:[^'\\]|\\.)*)' and trashed = false$/.exec(searchParams.get('q') ?? '')?.map((part) => part.replace(/\\(.)/g, '$1')) ?? []
    if (parent === '') return refuse(400, 'invalid', 'Invalid Value')
    if (!files.has(parent)) return refuse(404, 'notFound', `File not found: ${parent}.`)
    const found = [...files.values()].filter((file) => file.parents.includes(parent) && file.name.toLowerCase() === name.toLowerCase())
    // A page may be empty and not the last.
    return searchParams.get('pageToken') === null ? { status: 200, json: { nextPageToken: 'more', files: [] } } : { status: 200, json: { files: found.map(show) } }
  }
  const begin = (asked: Asked, over: string | undefined): Answer => {
    const { name, mimeType, parents } = { ...over === undefined ? {} : files.get(over), ...asked.json<Partial<File>>() } as File
    if (asked.url.searchParams.get('uploadType') !== 'resumable' || !parents.every((parent) => files.has(parent))) return refuse(404, 'notFound', 'File not found: .')
    const id = `session_${sessions.size}`
    sessions.set(id, { file: { name, mimeType, parents }, over, size: Number(asked.headers['x-upload-content-length']) })
    return { status: 200, headers: { location: `http://${asked.headers.host}/upload/drive/v3/files?uploadType=resumable&upload_id=${id}` } }
  }
  const finish = ({ url, body }: Asked): Answer => {
    const { file, over, size } = sessions.get(url.searchParams.get('upload_id') ?? '') ?? {}
    if (!file) return refuse(404, 'notFound', 'The upload session is not known.')
    if (body.length !== size) return refuse(400, 'badRequest', 'The size of the file is another.')
    return { status: 200, json: show(over === undefined ? add({ ...file, bytes: body }) : Object.assign(files.get(over) as File, { bytes: body })) }
  }

  const wire = await startApi(t, (asked) => {
    const line = `${asked.method} ${asked.url.pathname}`
    if (line === 'POST /token') return giveToken(asked, publicKey, known.give)
    if (!known.takes(asked)) return refuse(401, 'authError', 'Invalid Credentials')
    if (line === 'GET /drive/v3/files') return search(asked.url)
    if (line === 'POST /drive/v3/files') return { status: 200, json: { id: add({ ...asked.json<File>(), bytes: Buffer.alloc(0) }).id } }
    const [, one] = /^GET \/drive\/v3\/files\/([\w-]+)$/.exec(line) ?? []
    if (one !== undefined) return files.has(one) ? { status: 200, json: { mimeType: files.get(one)?.mimeType, capabilities: { canAddChildren: files.get(one)?.mimeType === FOLDER } } } : refuse(404, 'notFound', `File not found: ${one}.`)
    if (line === 'PUT /upload/drive/v3/files') return finish(asked)
    const [begun, over] = /^(?:POST|PATCH) \/upload\/drive\/v3\/files(?:\/([\w-]+))?$/.exec(line) ?? []
    return begun === undefined ? refuse(404, 'notFound', 'Not Found') : begin(asked, over)
  })
  const pathOf = ({ name, parents: [parent] }: File): string => parent === undefined ? name : `${pathOf(files.get(parent) as File)}/${name}`
  return { wire, known, addFile: (name: string, text: string) => add({ name, mimeType: 'application/pdf', parents: ['top_1'], bytes: Buffer.from(text) }), kept: () => [...files.values()].filter(({ mimeType }) => mimeType !== FOLDER).map((file) => ({ path: pathOf(file), bytes: file.bytes })) }
}

function giveToken (asked: Asked, publicKey: KeyObject, give: () => string): Answer {
  const { grant_type: grant, assertion = '' } = Object.fromEntries(asked.form())
  const [header = '', claims = '', signature = ''] = assertion.split('.')
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iss: string, aud: string, scope: string, iat: number, exp: number }
  if (grant !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') return { status: 400, json: { error: 'unsupported_grant_type', error_description: 'Invalid grant_type' } }
  if ((JSON.parse(Buffer.from(header, 'base64url').toString()) as { alg: string }).alg !== 'RS256' || !verify('sha256', Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url'))) return { status: 400, json: { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' } }
  if (said.iss !== 'chohyo@papers.iam.gserviceaccount.com' || said.aud !== asked.url.href || said.exp - said.iat > 3600 || said.scope !== 'https://www.googleapis.com/auth/drive') return { status: 400, json: { error: 'invalid_grant', error_description: 'Invalid grant: account not found' } }
  return { status: 200, json: { access_token: give(), expires_in: 3599, token_type: 'Bearer' } }
}
