import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import t from 'tap'
import { readConfig } from '../server/config.ts'
import { openDeps } from '../server/deps.ts'
import { chromeDir } from './chrome.ts'
import './plain-children.ts'
import { silent, testDatabaseUrl, testS3 } from './stores.ts'

const dir = mkdtempSync(join(tmpdir(), 'chohyo-deps-'))
t.teardown(() => rmSync(dir, { recursive: true, force: true }))

t.test('a data folder that cannot be written to ends the start before anything is opened', async (t) => {
  writeFileSync(join(dir, 'file'), '')
  await t.rejects(openDeps(readConfig({ DATA_DIR: join(dir, 'file/data') }), silent), { code: 'CHOHYO_CONFIG_INVALID', message: /DATA_DIR is not usable: .* cannot be written to \(ENOTDIR\)/ })
})

t.test('a bucket that does not keep files ends the start', async (t) => {
  const { endpoint, region, credentials } = await testS3(t)
  process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId
  process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey
  const config = readConfig({ DATABASE_URL: await testDatabaseUrl(t), DATA_DIR: dirname(chromeDir), NODE_ENV: 'test', S3_BUCKET: 'nowhere', S3_ENDPOINT: endpoint, S3_REGION: region })
  await t.rejects(openDeps(config, silent), { code: 'CHOHYO_CONFIG_INVALID', message: /S3_BUCKET is not usable: nowhere does not keep files \(NoSuchBucket\)/ })
})
