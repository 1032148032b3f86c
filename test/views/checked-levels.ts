import type { CheckedColumn, CheckedList, CheckedView } from '../../server/views/checked-view.ts'

/** Checked Views without describe, for the planner and what it is made of. */
export function column (path: string, more: Partial<CheckedColumn> = {}): CheckedColumn {
  return { name: path.replaceAll('.', '_').toLowerCase(), path, hidden: false, default: null, labels: null, ...more }
}

export function list (name: string, more: Partial<CheckedList> = {}): CheckedList {
  return { name, relationship: `${name}__r`, object: `${name}__c`, lookup: 'Up__c', parent: 'Up__r', columns: [column('Name')], lists: [], filter: null, sort: [], limit: null, ...more }
}

export function view (more: Partial<CheckedView> = {}): CheckedView {
  return { name: 'test', object: 'Account', columns: [column('Name')], lists: [], filter: null, sort: [], limit: null, ...more }
}

export function recordIds (count: number, prefix = '001'): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(12, '0')}AAA`)
}

/** Columns over so many different parent relationships. */
export function parents (count: number): CheckedColumn[] {
  return Array.from({ length: count }, (_, index) => column(`P${index}__r.Name`))
}
