/**
 * To be imported by tests whose child processes start with an empty environment (as those for formulas do). tap puts a loader into the NODE_OPTIONS
 * of every child, for coverage, which is off here; such a child may not load it and would end at once. https://github.com/istanbuljs/process-on-spawn
 */
const key = Symbol.for('process-on-spawn@*:singletonId')
const state = (globalThis as { [key: symbol]: { listeners: unknown[] } | undefined })[key]
state?.listeners.splice(0)
