import { readFile, writeFile } from 'node:fs/promises'
import { isShipped, readLockfile, type Pinned } from './lockfile.ts'

/** A bill of materials: CycloneDX 1.5, https://cyclonedx.org/docs/1.5/json/ */
export interface Sbom { bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, metadata: { component: object }, components: Component[] }
interface Component { 'bom-ref': string, type: 'library', name: string, version: string, purl: string, scope: 'required' | 'optional', hashes: Array<{ alg: 'SHA-512', content: string }>, licenses: Array<{ expression: string }> }

/**
 * What a running service consists of, from the lockfile alone: the same lockfile, the same bill. `npm sbom --omit dev` leaves out what a development
 * package needs as well (npm 11.19: 100 of ours), so it is not asked.
 */
export async function writeSbom (): Promise<Sbom> {
  const { name, version, license } = JSON.parse(await readFile('package.json', 'utf8')) as { name: string, version: string, license: string }
  const shipped = new Map(readLockfile().filter(isShipped).map((one) => [`${one.name}@${one.version}`, one]))
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'application', name, version, licenses: [{ expression: license }] } },
    components: [...shipped.values()].map(describe).sort((a, b) => a.purl < b.purl ? -1 : 1)
  }
}

function describe ({ name, version, license = 'NOASSERTION', integrity = '', optional }: Pinned): Component {
  // https://github.com/package-url/purl-spec/blob/main/types-doc/npm-definition.md
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  return { 'bom-ref': purl, type: 'library', name, version, purl, scope: optional === true ? 'optional' : 'required', hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex') }], licenses: [{ expression: license }] }
}

// `node test/supply/write-sbom.ts chohyo.cdx.json`
if (import.meta.main) {
  const sbom = await writeSbom()
  await writeFile(process.argv[2] ?? 'chohyo.cdx.json', `${JSON.stringify(sbom, null, 2)}\n`)
  console.log(`${sbom.components.length} components`)
}
