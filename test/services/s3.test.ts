import { createHash } from 'node:crypto'
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import t from 'tap'
import type { Reach } from '../../server/services/connector.ts'
import { s3 } from '../../server/services/s3.ts'
import { testS3 } from '../stores.ts'
import { connectorSuite, type KeptFile } from './connector-suite.ts'
import { httpWire } from './peers/http-wire.ts'
import { delivery, letter, openCall } from './peers/open-call.ts'

const SECRETS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }

connectorSuite({
  connector: s3,
  start: async (t) => {
    const { endpoint, bucket, region, credentials } = await testS3(t)
    const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true })
    t.teardown(() => { client.destroy() })
    const wire = await httpWire(t, Number(new URL(endpoint).port))
    return {
      wire,
      call: ({ settings, secrets, ms, allowed } = {}) => openCall({ endpoint: wire.url, bucket, region, prefix: 'out/', ...settings }, { ...SECRETS, ...secrets }, { ...ms === undefined ? {} : { ms }, ...allowed ? { allowed } : {} }),
      kept: async (): Promise<KeptFile[]> => {
        const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }))
        return Promise.all(Contents.map(async ({ Key = '' }) => {
          const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }))
          return { path: Key, bytes: Buffer.from(await Body?.transformToByteArray() ?? []) }
        }))
      }
    }
  },
  act: (folder) => ({ folder }),
  at: (folder, name) => ['out', ...folder === '' ? [] : [folder], name].join('/'),
  // s3rver looks at no signature, and keeps half an object, which S3 never does: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
  wrongSecrets: [{ accessKeyId: 'STRANGER OF S3' }],
  nowhere: [{ bucket: 'elsewhere' }],
  breaks: ['before', 'after', 'stall', 503, 429]
})

/** Answers that s3rver does not give: by what each request asks. */
function answering (answer: (method: string, headers: Record<string, string>) => { status: number, headers?: Record<string, string>, body?: string }, settings = {}) {
  const seen: Array<{ method: string, url: string, headers: Record<string, string> }> = []
  const reach: Reach = {
    host: (host) => Promise.resolve({ host, address: '127.0.0.1' }),
    fetch: ({ url, method = 'GET', headers = {} }) => {
      seen.push({ method, url, headers })
      const { body = '', ...rest } = answer(method, headers)
      return Promise.resolve({ headers: {}, ...rest, body: Buffer.from(body) })
    }
  }
  return { seen, call: { ...openCall({ bucket: 'papers', region: 'ap-northeast-1', ...settings }, { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'quokka of many words' }), reach } }
}

const error = (code: string) => `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>As it is said there.</Message></Error>`

t.test('a bucket of Amazon is called by its own name over TLS, with the checksum, on condition that nothing is there', async (t) => {
  const kept = new Map<string, Record<string, string>>()
  const { seen, call } = answering((method, headers) => {
    if (method === 'PUT') kept.set('object', headers)
    const object = kept.get('object')
    return object ? { status: 200, headers: { 'content-length': '14', 'x-amz-meta-sha256': object['x-amz-meta-sha256'] ?? '' } } : { status: 404 }
  })
  await s3.deliver(call, delivery({}, [letter('a.pdf')]))
  t.match(seen.map(({ method, url }) => `${method} ${url.split('?')[0]}`), ['HEAD', 'PUT', 'HEAD'].map((method) => `${method} https://papers.s3.ap-northeast-1.amazonaws.com/a.pdf`))
  t.match(seen[1]?.headers, { 'if-none-match': '*', 'x-amz-checksum-sha256': createHash('sha256').update('%PDF-1.7 a.pdf').digest('base64'), 'content-type': 'application/pdf', authorization: /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\// })
})

t.test('what comes between looking and writing is not overwritten', async (t) => {
  for (const [status, code] of [[412, 'PreconditionFailed'], [409, 'ConditionalRequestConflict']] as const) {
    let looks = 0
    const { call } = answering((method) => method === 'PUT' ? { status, body: error(code) } : { status: looks++ === 0 ? 404 : 200, headers: { 'content-length': '6' } })
    await t.rejects(s3.deliver(call, delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /another file is there already: a.pdf/ }, code)
  }
})

t.test('a store that knows no conditions is written to without', async (t) => {
  let kept: Record<string, string> | undefined
  const { call, seen } = answering((method, headers) => {
    if (method === 'PUT' && headers['if-none-match'] !== undefined) return { status: 501, body: error('NotImplemented') }
    if (method === 'PUT') kept = headers
    return kept ? { status: 200, headers: { 'content-length': '14', 'x-amz-meta-sha256': kept['x-amz-meta-sha256'] ?? '' } } : { status: 404 }
  }, { endpoint: 'https://store.example' })
  await s3.deliver(call, delivery({}, [letter('a.pdf')]))
  t.same(seen.map(({ method }) => method), ['HEAD', 'PUT', 'PUT', 'HEAD'])
})

t.test('a signature that does not fit is refused; what is stored and is not what was sent is not called done', async (t) => {
  await t.rejects(s3.check(answering(() => ({ status: 403, body: error('SignatureDoesNotMatch') })).call), { code: 'CHOHYO_DELIVERY_REFUSED', message: /papers refused.*HTTP 403 SignatureDoesNotMatch: As it is said there/ })
  await t.rejects(s3.deliver(answering((method) => ({ status: method === 'PUT' ? 400 : 404, body: method === 'PUT' ? error('BadDigest') : '' })).call, delivery({})), { code: 'CHOHYO_DELIVERY_REFUSED', message: /BadDigest/ })
  await t.rejects(s3.deliver(answering(() => ({ status: 403 })).call, delivery({})), { code: 'CHOHYO_DELIVERY_REFUSED', message: /HTTP 403 \(s3:ListBucket, s3:GetObject, s3:PutObject\)\. / }, 'a key that may not look')
  await t.rejects(s3.deliver(answering((method) => method === 'PUT' ? { status: 413, body: 'too large' } : { status: 404 }).call, delivery({})), { code: 'CHOHYO_DELIVERY_REFUSED', message: /HTTP 413\. / }, 'a proxy that says no')
  for (const body of ['<html><body>Welcome</body></html>', 'Welcome', '', '{"ok":true}', '<a><b></a>']) await t.rejects(s3.check(answering(() => ({ status: 200, body })).call), { code: 'CHOHYO_DELIVERY_REFUSED', message: /does not answer as S3 does/ }, body)
  let sent: Record<string, string> | undefined
  const half = answering((method, headers) => {
    if (method === 'PUT') sent = headers
    return sent ? { status: 200, headers: { 'content-length': '7', 'x-amz-meta-sha256': sent['x-amz-meta-sha256'] ?? '' } } : { status: 404 }
  })
  await t.rejects(s3.deliver(half.call, delivery({}, [letter('a.pdf')])), { code: 'CHOHYO_DELIVERY_UNKNOWN', message: /a.pdf is not what was sent/ })
})
