import { methodsOf, readApex } from '../apex.ts'
import { readProject } from '../read-project.ts'
import { all, text } from '../xml.ts'
import { openDatabase } from './database.ts'
import { findRoutine, invoke } from './invoke.ts'
import { loadClasses } from './load-classes.ts'
import { labelsOf, metadataOf } from './open-apex.ts'
import { platformClasses, type World } from './platform-classes.ts'
import type { Player } from './player.ts'
import { isObject, isSame, thrown, toText, Unplayable, type ApexObject, type Value } from './values.ts'

export interface ApexTest { className: string, method: string, run: () => Promise<void> }

/** The test methods of the project, each with an org of its own that holds nothing but its users and permission sets. */
export function listApexTests (root: string): ApexTest[] {
  return readApex(root).flatMap((apex) => {
    const methods = methodsOf(apex).filter(({ owner }) => owner === apex.name)
    const setup = methods.find(({ annotations }) => annotations.has('testsetup'))?.name
    return methods.filter(({ annotations }) => annotations.has('istest')).map(({ name }) => ({ className: apex.name, method: name, run: () => runTest(root, apex.name, name, setup) }))
  })
}

async function runTest (root: string, className: string, method: string, setup: string | undefined): Promise<void> {
  const database = openDatabase(permissionSets(root))
  for (const each of [setup, method]) {
    if (each === undefined) continue
    // Static variables do not outlive the transaction, records do.
    const player = beginTest(root, database)
    const routine = findRoutine(player, player.classes.get(className.toLowerCase())?.methods.get(each.toLowerCase()), [])
    if (routine === undefined) throw new Unplayable(`no method ${className}.${each}`)
    await invoke(player, routine, null, [])
  }
}

function beginTest (root: string, database: ReturnType<typeof openDatabase>): Player {
  const administrator = { id: '005000000000000AAA', username: 'admin@chohyo.test', language: 'en_US', permissions: [] }
  let mock: Value = null
  const world: World = {
    orgId: '00D000000000001AAA',
    user: administrator,
    now: Date.now,
    sign: () => { throw thrown('InvalidParameterValueException', 'A test has no certificates') },
    label: labelsOf(root),
    metadata: metadataOf(root, {}),
    send: async () => { throw thrown('CalloutException', 'Methods defined as TestMethod do not support Web service callouts') },
    respond: (request) => isObject(mock) ? call(player, mock, 'respond', [request]) : undefined
  }
  const platform = platformClasses(world)
  const player: Player = {
    classes: loadClasses(root),
    platform,
    entered: new Set(),
    database,
    runAs: async (user, work) => {
      world.user = userOf(root, database.records, user)
      try { await work() } finally { world.user = administrator }
    }
  }
  platform.statics.set('test', { setmock: (_type: Value, value: Value) => { mock = value; return null }, starttest: () => null, stoptest: () => null })
  platform.statics.set('assert', ASSERT)
  return player
}

async function call (player: Player, object: ApexObject, name: string, values: Value[]): Promise<Value> {
  const routine = findRoutine(player, object.info?.methods.get(name), values)
  if (routine === undefined) throw new Unplayable(`${object.type} has no ${name}`)
  return await invoke(player, routine, object, values)
}

/** What the user's permission sets give, as the package has them. */
function userOf (root: string, records: ApexObject[], user: Value): World['user'] {
  if (!isObject(user)) throw new Unplayable('nobody to run as')
  const field = (name: string): string => toText(user.fields.get(name) ?? '')
  const assigned = records.filter(({ type, fields }) => type === 'PermissionSetAssignment' && fields.get('assigneeid') === user.fields.get('id')).map(({ fields }) => fields.get('permissionsetid'))
  const names = records.filter(({ type, fields }) => type === 'PermissionSet' && assigned.includes(fields.get('id'))).map(({ fields }) => toText(fields.get('name') ?? ''))
  const sets = readProject(root).metadata('.permissionset-meta.xml')
  const permissions = names.flatMap((name) => all(sets.get(name)?.element, 'customPermissions')).map((each) => text(each, 'name'))
  return { id: field('id'), username: field('username'), language: field('languagelocalekey'), permissions }
}

function permissionSets (root: string): ApexObject[] {
  return [...readProject(root).metadata('.permissionset-meta.xml').keys()].map((name) => ({ kind: 'object', type: 'PermissionSet', fields: new Map<string, Value>([['id', `0PS-${name}`], ['name', name]]) }))
}

function check (holds: boolean, words: string, message: Value | undefined): null {
  if (!holds) throw thrown('AssertException', `Assertion failed: ${words}${message === undefined ? '' : ` (${toText(message)})`}`)
  return null
}

/** Texts are compared with regard to case here. */
function isEqual (one: Value, other: Value): boolean {
  return typeof one === 'string' && typeof other === 'string' ? one === other : isSame(one, other)
}

const ASSERT: Record<string, (...values: Value[]) => Value> = {
  areequal: (expected = null, actual = null, message) => check(isEqual(expected, actual), `expected ${toText(expected)}, was ${toText(actual)}`, message),
  arenotequal: (expected = null, actual = null, message) => check(!isEqual(expected, actual), `was ${toText(actual)}`, message),
  istrue: (value, message) => check(value === true, 'was not true', message),
  isfalse: (value, message) => check(value === false, 'was not false', message),
  isnull: (value, message) => check(value === null, `was ${toText(value ?? null)}`, message),
  isnotnull: (value, message) => check(value !== null, 'was null', message),
  fail: (message) => check(false, 'failed', message)
}
