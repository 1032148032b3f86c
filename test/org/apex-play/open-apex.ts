import { readProject } from '../read-project.ts'
import { all, text } from '../xml.ts'
import { findRoutine, invoke, make } from './invoke.ts'
import { loadClasses } from './load-classes.ts'
import { platformClasses, restPart, type World } from './platform-classes.ts'
import type { Player } from './player.ts'
import { isObject, Unplayable, type ApexObject, type Value } from './values.ts'

/** The Apex of a project, to be called from outside as Salesforce does; each call is a transaction of its own. */
export interface Apex {
  /** `Class.method`; the answer and the exceptions (Thrown) are those of Apex */
  call: (method: string, ...values: Value[]) => Promise<Value>
  /** the method gets one list with one request of its inner class `Request`, as Flow calls it */
  flow: (className: string, fields: Record<string, Value>) => Promise<ApexObject>
  /** an HTTP request to the Apex REST resource: what stands in RestContext */
  rest: (method: string, request: { uri: string, headers?: Record<string, string>, body?: string }) => Promise<{ status: number, contentType: string, body: string }>
  /** every method of the project that has been entered so far */
  entered: Set<string>
}

/** Plays the Apex of the project itself over its parse tree: the requests it makes are those of the sources, not of a twin of them. */
export function openApex (root: string, world: Omit<World, 'label' | 'metadata'> & { settings: Record<string, string> }): Apex {
  const entered = new Set<string>()
  const begin = (): Player => ({ classes: loadClasses(root), platform: platformClasses({ ...world, label: labelsOf(root), metadata: metadataOf(root, world.settings) }), entered })
  return {
    entered,
    call: (method, ...values) => call(begin(), method, values),
    flow: async (className, fields) => {
      const player = begin()
      const [result] = await call(player, `${className}.${invocableOf(player, className)}`, [[await requestOf(player, className, fields)]]) as Value[]
      if (!isObject(result)) throw new Unplayable(`${className} gave no result`)
      return result
    },
    rest: (method, request) => callRest(begin(), method, request)
  }
}

async function call (player: Player, name: string, values: Value[]): Promise<Value> {
  const [className = '', methodName = ''] = name.split('.')
  const routine = findRoutine(player, player.classes.get(className.toLowerCase())?.methods.get(methodName.toLowerCase()), values)
  if (routine === undefined) throw new Unplayable(`no method ${name} for ${values.length} values`)
  return await invoke(player, routine, null, values)
}

function invocableOf (player: Player, className: string): string {
  const methods = [...player.classes.get(className.toLowerCase())?.methods.values() ?? []].flat()
  return methods.find(({ node }) => node?.parentCtx?.parentCtx?.getText().toLowerCase().includes('@invocablemethod'))?.name ?? ''
}

async function requestOf (player: Player, className: string, fields: Record<string, Value>): Promise<Value> {
  const owner = player.classes.get(className.toLowerCase())
  if (owner === undefined) throw new Unplayable(`no class ${className}`)
  const request = await make({ player, owner, self: null, locals: [] }, 'Request', [], new Map())
  for (const [name, value] of Object.entries(fields)) {
    if (!isObject(request) || !request.fields.has(name.toLowerCase())) throw new Unplayable(`${className}.Request has no ${name}`)
    request.fields.set(name.toLowerCase(), value)
  }
  return request
}

async function callRest (player: Player, method: string, { uri, headers = {}, body }: { uri: string, headers?: Record<string, string>, body?: string }): ReturnType<Apex['rest']> {
  const [request, response] = [restPart('RestRequest'), restPart('RestResponse')]
  request.set?.('requesturi', uri)
  request.set?.('headers', new Map(Object.entries(headers)))
  request.set?.('requestbody', body === undefined ? null : Buffer.from(body))
  Object.assign(player.platform.rest, { request, response })
  await call(player, method, [])
  return { status: response.get?.('statuscode') as number, contentType: (response.get?.('headers') as Map<string, string>).get('Content-Type') ?? '', body: (response.get?.('responsebody') as Buffer).toString() }
}

export function labelsOf (root: string): World['label'] {
  const labels = new Map([...readProject(root).metadata('.labels-meta.xml').values()].flatMap(({ element }) => all(element, 'labels')).map((label) => [text(label, 'fullName').toLowerCase(), text(label, 'value')]))
  return (name) => labels.get(name.toLowerCase())
}

/** What the package holds, with what an admin has set. */
export function metadataOf (root: string, settings: Record<string, string>): World['metadata'] {
  return (type, name) => {
    const records = [...readProject(root).metadata('.md-meta.xml')]
    const [, record] = records.find(([each]) => each.toLowerCase() === `${type.replace(/__mdt$/i, '')}.${name}`.toLowerCase()) ?? []
    if (record === undefined) return undefined
    const fields = all(record.element, 'values').map((each): [string, Value] => [text(each, 'field').toLowerCase(), text(each, 'value') || null])
    return new Map([...fields, ...Object.entries(settings).map(([key, value]): [string, Value] => [key.toLowerCase(), value])])
  }
}
