import { readFileSync } from 'node:fs'
import t from 'tap'
import { isShipped, readLockfile } from './lockfile.ts'

const packages = readLockfile()

t.test('every package is pinned to its bytes', async (t) => {
  t.ok(packages.length > 500)
  // What comes inside another package is covered by that one's hash.
  t.same(packages.filter(({ integrity, inBundle, link }) => inBundle !== true && link !== true && !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '')).map(({ name }) => name), [])
  t.same(packages.filter(({ version }) => !/^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/.test(version)).map(({ name, version }) => `${name}@${version}`), [])
})

t.test('and comes from the public registry, not from git, a path or a host of anybody\'s', async (t) => {
  t.same(packages.filter(({ resolved }) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')).map(({ name, resolved }) => `${name}: ${resolved}`), [])
})

t.test('our own list names exact versions', async (t) => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>
  const wanted = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
  t.same(wanted.filter(([, version]) => !/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version)), [])
})

t.test('no package of a running service needs a script while it is installed', async (t) => {
  const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { allowScripts: Record<string, boolean> }
  t.same(Object.entries(allowScripts).filter(([, allowed]) => allowed), [], 'none is allowed')
  const scripted = packages.filter((one) => isShipped(one) && one.hasInstallScript === true).map(({ name }) => name)
  t.same(scripted.filter((name) => allowScripts[name] !== false), [], 'those that have one are named, and work without')
})
