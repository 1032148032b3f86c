import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import t from 'tap'
import { isShipped, readLockfile } from './lockfile.ts'

const FREE = ['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0', 'CC0-1.0', 'Unlicense', 'Python-2.0']
/** Fonts only: a document that uses one is not bound by it. https://openfontlicense.org */
const FONTS = [...FREE, 'OFL-1.1']
/** Others, and why they may be shipped. */
const NAMED: Record<string, string> = {
  'caniuse-lite': 'CC-BY-4.0: a table of facts about browsers, unchanged, named here',
  ssh2: 'MIT, in a form that lockfiles do not keep (`licenses`)',
  'cpu-features': 'MIT, in that form too',
  buildcheck: 'MIT, in that form too'
}

t.test('a running service has only packages that bind nobody who uses it', async (t) => {
  const shipped = readLockfile().filter(isShipped)
  const wrong = shipped.filter(({ name, license = '' }) => NAMED[name] === undefined && !allowed(license, name.startsWith('@expo-google-fonts/') ? FONTS : FREE))
  t.same(wrong.map(({ name, license }) => `${name}: ${license ?? 'none'}`), [])
  t.same(Object.keys(NAMED).filter((name) => !shipped.some((one) => one.name === name)), [], 'no reason is kept for what is gone')
  t.same(shipped.filter(({ license = '' }) => /GPL|SSPL|BUSL|Elastic|Commons-Clause/i.test(license)), [])
})

t.test('the test can tell', async (t) => {
  for (const licence of ['GPL-3.0', 'AGPL-3.0-only', 'LGPL-2.1', 'MPL-2.0', 'MIT AND GPL-2.0', '', 'UNLICENSED', 'SEE LICENSE IN x', 'BUSL-1.1', 'OFL-1.1']) t.notOk(allowed(licence, FREE), licence)
  for (const licence of ['MIT', '(MIT OR GPL-3.0)', 'MIT AND ISC', '(Apache-2.0 OR MIT)']) t.ok(allowed(licence, FREE), licence)
  t.ok(allowed('MIT AND OFL-1.1', FONTS))
})

t.test('each font comes with its licence, and what we wrote has ours', async (t) => {
  const fonts = globSync('node_modules/@expo-google-fonts/*/package.json')
  t.equal(fonts.length, 3)
  for (const font of fonts) t.match(globSync(`${dirname(font)}/LICENSE*`).map((file) => readFileSync(file, 'utf8')).join('\n'), /SIL OPEN FONT LICENSE/i, font)
  t.match(readFileSync('LICENSE', 'utf8'), /Apache License\s+Version 2\.0/)
})

/** Reads `A OR B` and `A AND B` of SPDX: one of the first, all of the second. https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/ */
function allowed (licence: string, list: string[]): boolean {
  const plain = licence.replace(/^\((.*)\)$/, '$1')
  if (plain.includes(' OR ')) return plain.split(' OR ').some((one) => allowed(one.trim(), list))
  return plain.split(' AND ').every((one) => list.includes(one.trim()))
}
