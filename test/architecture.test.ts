import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import t from 'tap'

// The order of the rooms: a file may import from its own room or from any room to its left (server/README.md).
const ORDER = ['errors', 'config', 'io', 'deps', 'histories', 'tenants', 'users', 'definitions', 'views', 'templates', 'mappings', 'documents', 'services',
  'envelopes', 'works', 'persons', 'incidents', 'backups', 'transfers', 'console', 'sandbox', 'app', 'worker', 'main', 'cli']

const ONLY_IN: Record<string, RegExp> = {
  jsforce: /^server\/io\//,
  puppeteer: /^server\/io\//,
  ioredis: /^server\/io\//,
  '@hyzyla/pdfium': /^server\/io\//,
  pg: /^server\/io\//,
  bullmq: /^server\/(io\/queue|worker)\.ts$/,
  mustache: /^server\/templates\//,
  fastify: /^server\/(app\.ts|app\/|.*\/routes\.ts|documents\/send-document\.ts|tenants\/authenticate\.ts|users\/|sandbox\/|definitions\/routes\.ts)/
}

// Files that only compute: no database, file, network, clock or browser behind them.
const PURE = ['views/build-soql', 'views/plan-query', 'views/frame-rows', 'templates/render-html', 'templates/check-template', 'templates/formats',
  'templates/list-fields', 'documents/name-file', 'documents/output-key', 'views/record-id', 'mappings/check-mapping', 'definitions/hash-body',
  'envelopes/fill-text', 'works/group-rows', 'works/next-ticks', 'works/due-ticks', 'works/japanese-holidays', 'services/ipp-message', 'services/plan-placing']
const IMPURE = /^(node:(?!path$|crypto$|util$|url$)|fastify$|jsforce|puppeteer|bullmq|ioredis|pg$)|\/io\/|\/deps\.ts$/

const files = globSync('server/**/*.{ts,cjs}').sort()
const sources = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))

function roomOf (file: string): string {
  const [, first = ''] = file.split('/')
  const room = first.replace(/\.(ts|cjs)$/, '')
  return room === 'errors-ja' ? 'errors' : room === 'chohyo' ? 'cli' : room
}

function importsOf (source: string): Array<{ from: string, typeOnly: boolean }> {
  return [...source.matchAll(/^(?:import|export)\s+(type\s)?[^'"\n]*?(?:from\s+)?'([^']+)'/gm)].map(([, type, from]) => ({ from: from ?? '', typeOnly: type !== undefined }))
}

const imports = [...sources].flatMap(([file, source]) => importsOf(source).map((each) => ({ file, ...each, target: each.from.startsWith('.') ? normalize(join(dirname(file), each.from)) : null })))

t.test('every file is in a room of the plan', async (t) => {
  t.same(files.filter((file) => !ORDER.includes(roomOf(file))), [])
})

t.test('a room imports only from itself and from the rooms to its left', async (t) => {
  const wrong = imports.filter(({ file, target }) => target !== null && ORDER.indexOf(roomOf(target)) > ORDER.indexOf(roomOf(file)))
  t.same(wrong.map(({ file, target }) => `${roomOf(file)} may not import ${roomOf(target ?? '')}: ${file} imports ${target}`), [])
})

t.test('the sandbox org knows nothing of the product', async (t) => {
  const wrong = imports.filter(({ file, target }) => roomOf(file) === 'sandbox' && target !== null && roomOf(target) !== 'sandbox')
  t.same(wrong.map(({ file, from }) => `${file} imports ${from}`), [])
})

t.test('only config.ts and the bin file read the environment', async (t) => {
  const readers = [...sources].filter(([, source]) => /(?<!')process\.env/.test(source)).map(([file]) => file)
  t.same(readers.filter((file) => file !== 'server/chohyo.cjs'), ['server/config.ts'])
})

t.test('packages that reach outside are used where they belong', async (t) => {
  const wrong = imports.filter(({ file, from }) => ONLY_IN[from]?.test(file) === false)
  t.same(wrong.map(({ file, from }) => `${file} may not import ${from}`), [])
})

t.test('pure files do no input or output', async (t) => {
  t.same(PURE.filter((name) => !sources.has(`server/${name}.ts`)), [], 'all of them exist')
  const wrong = imports.filter(({ file, from, typeOnly }) => PURE.includes(file.slice('server/'.length, -'.ts'.length)) && !typeOnly && IMPURE.test(from))
  t.same(wrong.map(({ file, from }) => `${file} may not import ${from}`), [])
})

t.test('there are no classes, no barrels and no file above 250 lines', async (t) => {
  // Components, and what Salesforce gives them, are classes.
  t.same([...sources].filter(([file, source]) => !/^server\/console\/(app|platform)\//.test(file) && /^\s*(export\s+)?(abstract\s+)?class\s/m.test(source)).map(([file]) => file), [])
  t.same(files.filter((file) => file.endsWith('/index.ts')), [])
  t.same([...sources].filter(([, source]) => source.split('\n').length > 251).map(([file]) => file), [])
})
