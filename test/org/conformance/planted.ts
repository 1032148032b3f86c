import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { testFolder } from '../../stores.ts'
import { project, refusal, type ConformanceOrg, type Refusal } from './open-org.ts'

const CLASSES = 'force-app/main/default/classes'
const UNKNOWN = 'CHOHYO_UNAUTHENTICATED'

/** Changes of the Apex that the service does not follow, and what comes of them. */
const FAULTS = [
  { says: 'another address', file: 'ChohyoDocuments', from: '\'/v1/documents\',\n', to: '\'/v1/document\',\n', code: 'CHOHYO_ROUTE_UNKNOWN' },
  { says: 'another name in the body', file: 'ChohyoDocuments', from: '\'mapping\' => mapping', to: '\'mappingName\' => mapping', code: 'CHOHYO_REQUEST_INVALID' },
  { says: 'a claim less', file: 'ChohyoSigner', from: '\'jti\' => UUID.randomUUID().toString(),', to: '', code: UNKNOWN },
  { says: 'a hash of something else', file: 'ChohyoSigner', from: 'Blob.valueOf(body))', to: 'Blob.valueOf(path))', code: UNKNOWN },
  { says: 'another algorithm in the header', file: 'ChohyoSigner', from: '\'alg\' => \'RS256\'', to: '\'alg\' => \'RS512\'', code: UNKNOWN },
  { says: 'a token that is good for an hour', file: 'ChohyoSigner', from: 'SECONDS = 120', to: 'SECONDS = 3600', code: UNKNOWN },
  { says: 'base64 instead of base64url', file: 'ChohyoSigner', from: '.replace(\'+\', \'-\')', to: '', code: UNKNOWN },
  { says: 'no media type', file: 'ChohyoClient', from: 'request.setHeader(\'Content-Type\', \'application/json\');', to: '', code: 'CHOHYO_MEDIA_TYPE_REFUSED' }
]

export async function drivePlanted (t: Test, org: ConformanceOrg): Promise<void> {
  const { quote = '' } = org.sandbox.records
  for (const { says, file, from, to, code } of FAULTS) {
    t.test(says, async (t) => {
      const root = await testFolder(t)
      cpSync(join(project, 'force-app'), join(root, 'force-app'), { recursive: true })
      writeFileSync(join(root, 'sfdx-project.json'), JSON.stringify({ packageDirectories: [{ path: 'force-app', default: true }] }))
      const path = join(root, CLASSES, `${file}.cls`)
      const source = readFileSync(path, 'utf8')
      t.ok(source.includes(from), `${file} still holds ${from}`)
      writeFileSync(path, source.replace(from, () => to))
      const ask = () => org.apex({ root }).call('ChohyoDocuments.generate', 'quote_ja', quote, false, null, null)
      t.equal((await firstRefusal(ask)).code, code)
    })
  }
}

/** Some mistakes show by chance only: a plus sign is in nearly every token. */
async function firstRefusal (ask: () => Promise<unknown>): Promise<Refusal> {
  for (let left = 20; left > 0; left--) {
    const answer = ask()
    if (await answer.then(() => false, () => true)) return await refusal(answer)
  }
  throw new Error('Never refused')
}
