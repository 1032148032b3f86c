import { createHash } from 'node:crypto'
import type { Test } from 'tap'
import { startApi, tokens, type Answer, type Asked } from './api-server.ts'

interface Item { type: 'file' | 'folder', id: string, name: string, parent: string, bytes: Buffer }

const sha1 = (bytes: Buffer): string => createHash('sha1').update(bytes).digest('hex')
const refuse = (status: number, code: string, message: string, context?: object): Answer => ({ status, json: { type: 'error', status, code, message, help_url: 'https://developer.box.com/', request_id: 'abcdef123456', ...context ? { context_info: context } : {} } })

/**
 * Box, as far as it is documented and used here: https://developer.box.com/reference/post-oauth2-token, /options-files-content, /post-files-content,
 * /post-files-id-content, /post-folders, /get-folders-id, /get-folders-id-items, https://developer.box.com/guides/api-calls/permissions-and-errors/common-errors
 */
export async function startBox (t: Test) {
  const items = new Map<string, Item>([['7', { type: 'folder', id: '7', name: '帳票', parent: '0', bytes: Buffer.alloc(0) }]])
  const known = tokens()
  let next = 100
  const add = (item: Omit<Item, 'id'>): Item => { next += 1; const made = { ...item, id: String(next) }; items.set(made.id, made); return made }
  const within = (parent: string): Item[] => [...items.values()].filter((item) => item.parent === parent)
  const show = ({ type, id, name, bytes }: Item) => ({ type, id, etag: '0', name, ...type === 'file' ? { sha1: sha1(bytes), size: bytes.length } : {} })

  const admit = (parent: string, name: string, one: boolean): Answer | null => {
    if (items.get(parent)?.type !== 'folder') return refuse(404, 'not_found', 'Not Found')
    const there = within(parent).find((item) => item.name === name)
    return there ? refuse(409, 'item_name_in_use', 'Item with the same name already exists', { conflicts: one ? show(there) : [show(there)] }) : null
  }
  const upload = async ({ headers, body }: Asked, over: string | undefined): Promise<Answer> => {
    if (body.indexOf('name="attributes"') > body.indexOf('name="file"')) return refuse(400, 'metadata_after_file_contents', 'attributes must come first')
    const form = await new Response(body, { headers: { 'content-type': String(headers['content-type']) } }).formData()
    const { name, parent } = JSON.parse(form.get('attributes') as string) as { name: string, parent?: { id: string } }
    const bytes = Buffer.from(await (form.get('file') as File).arrayBuffer())
    if (headers['content-md5'] !== sha1(bytes)) return refuse(400, 'bad_digest', 'The specified content-md5 did not match what we received')
    const refused = over === undefined ? admit(parent?.id ?? '', name, true) : items.has(over) ? null : refuse(404, 'not_found', 'Not Found')
    if (refused) return refused
    const file = over === undefined ? add({ type: 'file', name, parent: parent?.id ?? '', bytes }) : Object.assign(items.get(over) as Item, { bytes })
    return { status: 201, json: { total_count: 1, entries: [show(file)] } }
  }

  const wire = await startApi(t, async (asked) => {
    const line = `${asked.method} ${asked.url.pathname}`
    if (line === 'POST /oauth2/token') {
      const { grant_type: grant, client_id: id, client_secret: secret, box_subject_type: type, box_subject_id: subject } = Object.fromEntries(asked.form())
      if (grant !== 'client_credentials' || id !== 'app' || secret !== 'quokka of many words') return { status: 400, json: { error: 'invalid_client', error_description: 'The client credentials are invalid' } }
      if (type !== 'enterprise' || subject !== '42') return { status: 400, json: { error: 'invalid_grant', error_description: 'Grant credentials are invalid' } }
      return { status: 200, json: { access_token: known.give(), expires_in: 4000, restricted_to: [], token_type: 'bearer' } }
    }
    if (!known.takes(asked)) return { status: 401, headers: { 'www-authenticate': 'Bearer realm="Service", error="invalid_token"' } }
    const [, folder, listed] = /^GET \/2\.0\/folders\/(\d+)(\/items)?$/.exec(line) ?? []
    if (folder !== undefined && items.get(folder)?.type !== 'folder') return refuse(404, 'not_found', 'Not Found')
    if (folder !== undefined && listed !== undefined) return page(within(folder).map(show), asked.url.searchParams.get('marker'))
    if (folder !== undefined) return { status: 200, json: show(items.get(folder) as Item) }
    if (line === 'OPTIONS /2.0/files/content') {
      const { name, parent } = asked.json<{ name: string, parent: { id: string } }>()
      return admit(parent.id, name, true) ?? { status: 200, json: { upload_url: 'https://upload-las.app.box.com/', upload_token: null } }
    }
    if (line === 'POST /2.0/folders') {
      const { name, parent } = asked.json<{ name: string, parent: { id: string } }>()
      return admit(parent.id, name, false) ?? { status: 201, json: show(add({ type: 'folder', name, parent: parent.id, bytes: Buffer.alloc(0) })) }
    }
    const [uploading, over] = /^POST \/api\/2\.0\/files\/(?:(\d+)\/)?content$/.exec(line) ?? []
    return uploading === undefined ? refuse(405, 'method_not_allowed', 'Method Not Allowed') : upload(asked, over)
  })
  const pathOf = ({ name, parent }: Item): string => parent === '0' ? name : `${pathOf(items.get(parent) as Item)}/${name}`
  return { wire, known, kept: () => [...items.values()].filter(({ type }) => type === 'file').map((item) => ({ path: pathOf(item), bytes: item.bytes })), addFolder: (name: string) => add({ type: 'folder', name, parent: '7', bytes: Buffer.alloc(0) }), addFile: (name: string, text: string) => add({ type: 'file', name, parent: '7', bytes: Buffer.from(text) }) }
}

/** Pages of two, so that a listing has more than one. */
function page (entries: object[], marker: string | null): Answer {
  const from = Number(marker ?? 0)
  return { status: 200, json: { entries: entries.slice(from, from + 2), limit: 2, next_marker: from + 2 < entries.length ? String(from + 2) : null } }
}
