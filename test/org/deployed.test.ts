import { globSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { buildPackage } from '../../server/cli/org-package.ts'
import { testFolder } from '../stores.ts'
import { checkCredentials } from './check-credentials.ts'
import { checkMetadata } from './check-metadata.ts'
import { listPackage } from './check-package.ts'
import { say } from './finding.ts'

// What the command `org connect` deploys, with the values of an org in it.

t.setTimeout(120_000)
const out = await testFolder(t)
const parts = await buildPackage(out, { serviceUrl: 'https://forms.example.org/chohyo/', identity: 'Acme_Signing', contactEmail: 'admin@acme.example', certificate: '-----BEGIN CERTIFICATE-----\nQUJD\nREVG\n-----END CERTIFICATE-----\n' })

t.test('all parts together are the package that was checked', async (t) => {
  const { files } = await listPackage(join(import.meta.dirname, '../..'))
  const built = parts.flatMap(({ dir }) => globSync('**/*', { cwd: dir, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1)))
  const plain = (list: string[]): string[] => list.map((file) => file.replace(/^metadataPackage_\d+\//, '')).filter((file) => file !== 'package.xml').sort()
  t.same(plain(built), plain(files))
})

t.test('with the values of an org in them the files are still what the Metadata API takes, and know each other', async (t) => {
  const source = join(out, 'source')
  t.same([...checkMetadata(source), ...checkCredentials(source)].map(say), [])
  t.same(globSync('force-app/**/*', { cwd: source, withFileTypes: true }).filter((entry) => entry.name.includes('__tests__')), [])
})
