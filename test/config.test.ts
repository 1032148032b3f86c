import { readFileSync } from 'node:fs'
import t from 'tap'
import { readConfig } from '../server/config.ts'
import { settingsTable } from '../server/cli/settings.ts'

t.test('without any setting the service runs embedded, with the sandbox org', async (t) => {
  t.match(readConfig({}), { PORT: 3000, MODE: 'all', sandbox: true, DATABASE_URL: '', publicUrl: 'http://localhost:3000' })
})

t.test('text from the environment becomes numbers, an empty setting counts as not given', async (t) => {
  t.match(readConfig({ PORT: '8080', REDIS_URL: '' }), { PORT: 8080, REDIS_URL: '', publicUrl: 'http://localhost:8080' })
})

t.test('a setting that is not usable is named in a sentence', async (t) => {
  t.throws(() => readConfig({ PORT: 'eighty' }), { code: 'CHOHYO_CONFIG_INVALID', message: /PORT/ })
  t.throws(() => readConfig({ MODE: 'both' }), { code: 'CHOHYO_CONFIG_INVALID', message: /MODE/ })
})

t.test('the sentence says what would be usable, and not what was given: that may be a password', async (t) => {
  t.throws(() => readConfig({ MODE: 'both' }), { message: /not usable: it must be all, web or worker\. Correct it/ })
  t.throws(() => readConfig({ PORT: 'eighty' }), { message: /it must be a whole number from 0 to 65535\./ })
  t.throws(() => readConfig({ CHROME_PAGES: '0' }), { message: /it must be a whole number from 1 to 64\./ })
  t.throws(() => readConfig({ RATE_LIMIT: '0' }), { message: /it must be a whole number from 1\./ })
  t.throws(() => readConfig({ DATABASE_URL: 'mysql://root:secret@db/chohyo' }), { message: /it must begin with postgres:\/\/ or postgresql:\/\/\./ })
  t.throws(() => readConfig({ REDIS_URL: 'localhost:6379' }), { message: /it must begin with redis:\/\/, rediss:\/\/ or unix:\/\/\./ })
  t.throws(() => readConfig({ S3_BUCKET: 'b', S3_ENDPOINT: 'minio:9000' }), { message: /it must begin with https:\/\/ or http:\/\/\./ })
  t.throws(() => readConfig({ PUBLIC_URL: 'chohyo.example' }), { message: /PUBLIC_URL/ })
})

t.test('with a database of one\'s own there is no sandbox org unless asked for, and never in production', async (t) => {
  t.equal(readConfig({ DATABASE_URL: 'postgres://db/chohyo' }).sandbox, false)
  t.equal(readConfig({ DATABASE_URL: 'postgres://db/chohyo', SANDBOX: 'on' }).sandbox, true)
  t.equal(readConfig({ NODE_ENV: 'production' }).sandbox, false)
  t.throws(() => readConfig({ NODE_ENV: 'production', SANDBOX: 'on' }), { code: 'CHOHYO_CONFIG_INVALID', message: /SANDBOX/ })
})

const ARN = 'arn:aws:kms:ap-northeast-1:123456789012:key/1'

t.test('a bucket or a root key in a region that data may not lie in ends the start', async (t) => {
  const DATA_REGIONS = 'ap-northeast-1, ap-northeast-3'
  t.equal(readConfig({ DATA_REGIONS, S3_BUCKET: 'b', ROOT_KEY: ARN }).S3_REGION, 'ap-northeast-1')
  t.equal(readConfig({ DATA_REGIONS, S3_REGION: 'us-east-1' }).S3_REGION, 'us-east-1', 'without a bucket there is none')
  for (const bucket of ['S3_BUCKET', 'ANCHOR_S3_BUCKET']) t.throws(() => readConfig({ DATA_REGIONS, [bucket]: 'b', S3_REGION: 'us-east-1' }), { message: /S3_REGION is not usable: us-east-1 is not among DATA_REGIONS \(ap-northeast-1, ap-northeast-3\)/ })
  t.throws(() => readConfig({ DATA_REGIONS: 'ap-northeast-3', ROOT_KEY: ARN }), { message: /ROOT_KEY is not usable: ap-northeast-1/ })
})

t.test('the root key itself stands in the environment in development only', async (t) => {
  const key = 'ab'.repeat(32)
  t.equal(readConfig({ ROOT_KEY: key }).ROOT_KEY, key)
  t.throws(() => readConfig({ ROOT_KEY: key, NODE_ENV: 'production' }), { code: 'CHOHYO_CONFIG_INVALID', message: /^(?!.*abab).*ROOT_KEY/ })
  t.equal(readConfig({ ROOT_KEY: ARN, NODE_ENV: 'production' }).ROOT_KEY, ARN)
  for (const other of ['secret', 'arn:aws:s3:::bucket', 'ab'.repeat(31)]) t.throws(() => readConfig({ ROOT_KEY: other }), { message: /ROOT_KEY/ })
})

t.test('the README lists every setting as the code describes it', async (t) => {
  t.ok(readFileSync('README.md', 'utf8').includes(settingsTable()), 'npm run chohyo -- settings prints the table for README.md')
})
