import { evaluate } from './evaluate.ts'
import { execute, RETURN } from './execute.ts'
import { childOf, findClass, type Player, type Scope } from './player.ts'
import { fits, thrown, toText, Unplayable, narrowed, type ApexObject, type ClassInfo, type Routine, type Slot, type Value } from './values.ts'

/** Runs a method or a constructor. */
export async function invoke (player: Player, routine: Routine, self: ApexObject | null, values: Value[]): Promise<Value> {
  const locals = new Map(routine.parameters.map(({ name }, index) => [name.toLowerCase(), values[index] ?? null]))
  player.entered.add(`${routine.owner.name}.${routine.name}`)
  const result = await execute({ player, owner: routine.owner, self, locals: [locals] }, routine.body)
  return result?.kind === RETURN ? narrowed(result.value, routine.returns ?? '') : null
}

/** The overload whose parameters the values fit; undefined when the class has none of that name. */
export function findRoutine (player: Player, routines: Routine[] | undefined, values: Value[]): Routine | undefined {
  const fitting = (routines ?? []).filter(({ parameters }) => parameters.length === values.length && parameters.every(({ type }, index) => fits(values[index] ?? null, type, childOf(player))))
  // Object fits everything, so the more exact one is taken.
  return fitting.toSorted((one, other) => vague(one) - vague(other))[0]
}

function vague ({ parameters }: Routine): number {
  return parameters.filter(({ type }) => type.toLowerCase() === 'object').length
}

/** A method by name in the class, then in those around it. */
export function findMethod (player: Player, owner: ClassInfo, name: string, values: Value[]): Routine | undefined {
  for (let at: ClassInfo | undefined = owner; at !== undefined; at = at.outer) {
    const found = findRoutine(player, at.methods.get(name.toLowerCase()), values)
    if (found !== undefined) return found
  }
  return undefined
}

export async function readStatic (scope: Scope, info: ClassInfo, slot: Slot): Promise<Value> {
  const key = slot.name.toLowerCase()
  const inside: Scope = { player: scope.player, owner: info, self: null, locals: [new Map<string, Value>()] }
  if (slot.getter !== undefined && !running.has(slot)) return await runGetter(inside, slot)
  if (!info.statics.has(key)) {
    info.statics.set(key, null)
    if (slot.init) info.statics.set(key, await evaluate(inside, slot.init))
  }
  return info.statics.get(key) ?? null
}

/** Inside of its own getter a property means its value. */
const running = new Set<Slot>()

async function runGetter (scope: Scope, slot: Slot): Promise<Value> {
  running.add(slot)
  try {
    const result = await execute(scope, slot.getter ?? null)
    return result?.kind === RETURN ? result.value : null
  } finally {
    running.delete(slot)
  }
}

export async function readField (scope: Scope, object: ApexObject, name: string): Promise<Value> {
  const key = name.toLowerCase()
  const slot = object.info?.slots.get(key)
  if (slot?.getter !== undefined && !running.has(slot)) return await runGetter({ player: scope.player, owner: object.info ?? scope.owner, self: object, locals: [new Map<string, Value>()] }, slot)
  if (object.info !== undefined && slot === undefined && !isException(object.info)) throw new Unplayable(`${object.type} has no field ${name}`)
  return object.fields.get(key) ?? null
}

function isException ({ parent }: ClassInfo): boolean {
  return parent?.toLowerCase().endsWith('exception') ?? false
}

/** `new Type(…)` of a class of the project, an exception or a record. */
export async function make (scope: Scope, type: string, values: Value[], named: Map<string, Value>): Promise<Value> {
  const info = findClass(scope, type)
  if (info === undefined) return makeForeign(scope, type, values, named)
  const object: ApexObject = { kind: 'object', type: info.name, info, fields: new Map() }
  for (const slot of info.slots.values()) {
    if (!slot.isStatic) object.fields.set(slot.name.toLowerCase(), slot.init ? await evaluate({ player: scope.player, owner: info, self: object, locals: [new Map<string, Value>()] }, slot.init) : null)
  }
  const constructor = findRoutine(scope.player, info.constructors, values)
  if (constructor !== undefined) await invoke(scope.player, constructor, object, values)
  else if (values.length > 0 && isException(info)) object.fields.set('message', values[0] ?? null)
  else if (values.length > 0) throw new Unplayable(`${info.name} has no constructor for ${values.length} values`)
  return object
}

function makeForeign (scope: Scope, type: string, values: Value[], named: Map<string, Value>): Value {
  if (/exception$/i.test(type)) return thrown(type.replace(/^system\./i, ''), toText(values[0] ?? '')).value
  if (named.size > 0 || /__(mdt|c|e)$/i.test(type)) return { kind: 'object', type, fields: named }
  const native = scope.player.platform.make(type)
  if (native === undefined) throw new Unplayable(`nothing here is a ${type}`)
  return native
}
