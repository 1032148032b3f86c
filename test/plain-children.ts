/**
 * To be imported by tests whose child processes run without rights (`node --permission`, as formula threads do). tap puts a loader into the NODE_OPTIONS
 * of every child, for coverage, which is off here; such a child may not load it and would end at once. https://github.com/istanbuljs/process-on-spawn
 */
const key = Symbol.for('process-on-spawn@*:singletonId')
const state = (globalThis as { [key: symbol]: { listeners: unknown[] } | undefined })[key]
state?.listeners.splice(0)
