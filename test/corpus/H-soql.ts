/** What a caller may try to get past the words of a query or an address; each one is refused with a sentence, or means just what it says. */
export const hostileIds: string[] = [
  '', ' ', '0', 'null', 'undefined', '*', '%', '\'', '\\', '001', '001CY000000000', '001CY0000000001YAAA', '001CY0000000001Y\'--',
  '\' OR Id != \'', '001CY0000000001YAA\' OR \'\' = \'', '../../tooling/query', '001CY0000000001YAA/../../limits', '001CY0000000001YAA?fields=Id', '001CY0000000001YAA%2F..',
  '001CY0000000001YAA\n', '001CY0000000001YAA\0', '001CY0000000001YAA ', '００１CY0000000001YAA', '001CY0000000001YA\u0130', '@{ref.id}', '001CY0000000001YAA) LIMIT 1 (', 'SELECT Id FROM User', '__proto__'
]

/** Where a path or a name of an object, relationship or column belongs. */
export const hostilePaths: string[] = [
  '', '.', '..', 'Name.', '.Name', 'Name..Name', '1Name', 'Name FROM User--', 'Name, Amount', 'Name\n', 'Name\0', 'Id != null OR Name', '(SELECT Id FROM Users)', 'COUNT()', 'toLabel(Name)', 'FIELDS(ALL)',
  'Name;', 'Name\'', '"Name"', 'Nаme', 'Name AS x', 'Name LIMIT 1', 'Name)', 'TYPEOF Owner WHEN User THEN Id END', 'Name ALL ROWS', 'Name FOR UPDATE', '@{q0.Id}', '%4eame', '$Name', '__proto__', 'constructor', 'constructor.name', 'toString', 'hasOwnProperty',
  'Owner.__proto__', 'Owner.Profile.constructor', 'a.b.c.d.e.f.g.h', 'A'.repeat(400)
]

/** What may stand as the value of a filter on a text field: nothing of it may end the text. */
export const hostileTexts: string[] = [
  '\\', '\\\\', '\'', '\\\'', '\\\\\'', '\' OR Id != \'', '\\\' OR Id != \\\'', '\' OR Name LIKE \'%', '\') OR (Name != \'', '%', '_', '%%', '"', '""', '\n', '\r\n', '\t', '\0', '\u001f', '\u2028', '\u2029',
  '\\u0027 OR Id != \\u0027', '\\n', '\\%', ':bind', '{0}', '@{q0.Id}', 'null', 'TODAY', '--', '/* */', ';', '\u202e', '\ufeff', '\u{1f4a9}', 'Robert\'); DROP TABLE Account;--', '％', 'ＯＲ １＝１', '＇ OR ＇'
]

/** Values of the wrong kind for their field, and operators that are none. */
export const hostileConditions: Array<{ path: string, op: string, value: unknown }> = [
  { path: 'AnnualRevenue', op: '=', value: '1 OR 1=1' },
  { path: 'AnnualRevenue', op: '=', value: '1' },
  { path: 'AnnualRevenue', op: '>', value: Number.POSITIVE_INFINITY },
  { path: 'AnnualRevenue', op: 'in', value: [1, '2) OR (Id != null'] },
  { path: 'CreatedDate', op: '=', value: 'TODAY' },
  { path: 'CreatedDate', op: '=', value: { date: 'TODAY OR Id != null' } },
  { path: 'CreatedDate', op: '=', value: { date: 'LAST_N_DAYS:99999' } },
  { path: 'CreatedDate', op: '=', value: '2026-01-01T00:00:00Z OR Id != null' },
  { path: 'CreatedDate', op: '=', value: '9999-12-31T00:00:00Z' },
  { path: 'Id', op: '=', value: '\' OR Id != \'' },
  { path: 'Id', op: 'like', value: '001%' },
  { path: 'Id', op: 'in', value: [] },
  { path: 'Id', op: 'in', value: ['001CY0000000001YAA', '\') OR (Id != \''] },
  { path: 'Name', op: '= \'x\' OR Name !=', value: 'x' },
  { path: 'Name', op: 'LIKE', value: 'x' },
  { path: 'Name', op: '; DELETE', value: 'x' },
  { path: 'Name', op: 'includes', value: ['x'] },
  { path: 'Name', op: '=', value: { $ne: null } },
  { path: 'Name', op: '=', value: [['x']] },
  { path: 'Name', op: '=', value: '\ud800' },
  { path: 'Name', op: '=', value: 'x'.repeat(4001) },
  { path: 'Name', op: '=', value: 7 },
  { path: 'Name', op: '__proto__', value: 'x' },
  { path: 'Name', op: 'constructor', value: 'x' }
]
