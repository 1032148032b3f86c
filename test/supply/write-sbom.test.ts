import { readFileSync } from 'node:fs'
import t from 'tap'
import { isShipped, readLockfile } from './lockfile.ts'
import { writeSbom } from './write-sbom.ts'

t.test('the bill of materials names what is shipped, and nothing else', async (t) => {
  const sbom = await writeSbom()
  t.match(sbom, { bomFormat: 'CycloneDX', specVersion: '1.5' })
  t.same(await writeSbom(), sbom, 'the same lockfile, the same bill')
  t.equal(new Set(sbom.components.map(({ purl }) => purl)).size, sbom.components.length)
  const listed = new Set(sbom.components.map(({ name, version }) => `${name}@${version}`))
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
  t.same(Object.entries(dependencies).map(([name, version]) => `${name}@${version}`).filter((one) => !listed.has(one)), [], 'all that we ask for')
  const shipped = new Set(readLockfile().filter(isShipped).map(({ name, version }) => `${name}@${version}`))
  t.same([...listed].filter((one) => !shipped.has(one)), [], 'nothing that only tests')
  t.same(sbom.components.filter(({ purl, hashes }) => !purl.startsWith('pkg:npm/') || !/^[0-9a-f]{128}$/.test(hashes[0]?.content ?? '')).map(({ name }) => name), [], 'each by its address and hash')
})
