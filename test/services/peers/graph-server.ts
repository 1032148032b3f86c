import type { Test } from 'tap'
import { quickXorHash } from '../../../server/services/quick-xor-hash.ts'
import { startApi, tokens, type Answer, type Asked } from './api-server.ts'

interface Item { id: string, name: string, parent: string | null, folder: boolean, bytes: Buffer, by: string, at: Date }

const refuse = (status: number, code: string, message: string): Answer => ({ status, json: { error: { code, message, innerError: { date: '2026-04-01T00:00:00', 'request-id': 'abc', 'client-request-id': 'abc' } } } })
const lost = refuse(404, 'itemNotFound', 'Item not found')

/**
 * Microsoft Graph, as far as it is documented and used here: https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow,
 * https://learn.microsoft.com/en-us/graph/api/drive-get, /driveitem-get, /driveitem-post-children, /driveitem-put-content, https://learn.microsoft.com/en-us/graph/errors.
 * `enrich`: as SharePoint does, it writes something of its own into a file.
 */
export async function startGraph (t: Test) {
  const root: Item = { id: '01ROOT', name: 'root', parent: null, folder: true, bytes: Buffer.alloc(0), by: '', at: new Date() }
  const items = new Map<string, Item>([[root.id, root]])
  const known = tokens()
  const ways = { enrich: false }
  let next = 100
  const add = (item: Pick<Item, 'name' | 'parent' | 'folder' | 'bytes'>, by = 'app-1'): Item => { next += 1; const made = { ...item, id: `01ITEM${next}`, by, at: new Date() }; items.set(made.id, made); return made }
  const top = add({ name: '帳票', parent: root.id, folder: true, bytes: Buffer.alloc(0) })
  // Names differ whatever their case.
  const child = (parent: string, name: string): Item | undefined => [...items.values()].find((item) => item.parent === parent && item.name.toLowerCase() === name.toLowerCase())
  const walk = (from: Item | undefined, path: string): Item | undefined => path.split('/').filter((part) => part !== '').reduce((item: Item | undefined, name) => item && child(item.id, decodeURIComponent(name)), from)
  const show = ({ id, name, bytes, folder, by, at }: Item) => ({ id, name, size: bytes.length, createdBy: { application: { id: by } }, lastModifiedDateTime: at.toISOString(), ...folder ? { folder: { childCount: 0 } } : { file: { mimeType: 'application/pdf', hashes: { quickXorHash: quickXorHash(bytes) } } } })
  const store = (bytes: Buffer): Buffer => ways.enrich ? Buffer.concat([bytes, Buffer.from('%enriched')]) : bytes

  const putNew = (asked: Asked, parent: Item | undefined, name: string): Answer => {
    if (!parent) return lost
    if (/["*:<>?/\\|]/.test(name)) return refuse(400, 'invalidRequest', 'The provided name cannot contain that')
    const there = child(parent.id, name)
    if (there && asked.url.searchParams.get('@microsoft.graph.conflictBehavior') === 'fail') return refuse(409, 'nameAlreadyExists', 'An item with the same name already exists under the parent')
    return { status: there ? 200 : 201, json: show(there ? Object.assign(there, { bytes: store(asked.body) }) : add({ name, parent: parent.id, folder: false, bytes: store(asked.body) })) }
  }
  const answerDrive = (asked: Asked, path: string): Answer => {
    const [, under] = /^\/root(?::\/(.*))?$/.exec(path) ?? []
    if (path.startsWith('/root')) { const item = walk(root, under ?? ''); return item ? { status: 200, json: show(item) } : lost }
    const [, id = '', rest = ''] = /^\/items\/(\w+)(.*)$/.exec(path) ?? []
    const item = items.get(id)
    const [, name] = /^:\/([^/]+):\/content$/.exec(rest) ?? []
    if (asked.method === 'PUT' && name !== undefined) return putNew(asked, item, decodeURIComponent(name))
    if (!item) return lost
    if (asked.method === 'PUT' && rest === '/content') return { status: 200, json: show(Object.assign(item, { bytes: store(asked.body), at: new Date() })) }
    if (asked.method === 'POST' && rest === '/children') {
      const { name, folder } = asked.json<{ name: string, folder: object }>()
      if (child(id, name)) return refuse(409, 'nameAlreadyExists', 'An item with the same name already exists under the parent')
      return { status: 201, json: show(add({ name, parent: id, folder: folder !== undefined, bytes: Buffer.alloc(0) })) }
    }
    const found = walk(item, rest.replace(/^:\//, ''))
    return found ? { status: 200, json: show(found) } : lost
  }

  const wire = await startApi(t, (asked) => {
    const path = asked.url.pathname
    if (path.endsWith('/oauth2/v2.0/token')) return giveToken(asked, known.give)
    if (!known.takes(asked)) return refuse(401, 'InvalidAuthenticationToken', 'Access token has expired or is not yet valid.')
    if (['/v1.0/sites/contoso.sharepoint.com:/sites/sales:/drive', '/v1.0/users/yamada%40example.com/drive', '/v1.0/drives/b!1'].includes(decodeURIComponent(path).replace('yamada@', 'yamada%40'))) return { status: 200, json: { id: 'b!1' } }
    const [, rest] = /^\/v1\.0\/drives\/b!1(\/.*)$/.exec(path) ?? []
    return rest === undefined ? lost : answerDrive(asked, rest)
  })
  const pathOf = ({ name, parent }: Item): string => parent === null || parent === root.id ? name : `${pathOf(items.get(parent) as Item)}/${name}`
  return { wire, ways, addFolder: (name: string) => add({ name, parent: top.id, folder: true, bytes: Buffer.alloc(0) }), addFile: (name: string, text: string, by?: string) => add({ name, parent: top.id, folder: false, bytes: Buffer.from(text) }, by), kept: () => [...items.values()].filter(({ folder }) => !folder).map((item) => ({ path: pathOf(item), bytes: item.bytes })) }
}

function giveToken (asked: Asked, give: () => string): Answer {
  const { grant_type: grant, client_id: id, client_secret: secret, scope = '' } = Object.fromEntries(asked.form())
  if (!asked.url.pathname.startsWith('/contoso.example/')) return { status: 400, json: { error: 'invalid_request', error_description: "AADSTS90002: Tenant 'elsewhere' not found.\r\nTrace ID: abc\r\nCorrelation ID: def" } }
  if (grant !== 'client_credentials' || id !== 'app-1') return { status: 400, json: { error: 'unauthorized_client', error_description: 'AADSTS700016: Application was not found in the directory.\r\nTrace ID: abc' } }
  if (secret !== 'quokka of many words') return { status: 401, json: { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.\r\nTrace ID: abc', error_codes: [7000215] } }
  if (!scope.endsWith('/.default')) return { status: 400, json: { error: 'invalid_scope', error_description: 'AADSTS1002012: The provided value for scope is not valid.' } }
  return { status: 200, json: { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: give() } }
}
