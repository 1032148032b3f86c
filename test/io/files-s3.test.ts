import t from 'tap'
import { openFiles } from '../../server/io/files.ts'
import { testS3 } from '../stores.ts'

t.test('a prefix keeps two installations in one bucket apart', async (t) => {
  const bucket = await testS3(t)
  const [one, other] = [openFiles({ ...bucket, prefix: 'one/' }), openFiles({ ...bucket, prefix: 'other/' })]
  await one.save('t/x/1', Buffer.from('one'))
  t.equal(await other.has('t/x/1'), false)
  t.equal(Buffer.from(await openFiles(bucket).read('one/t/x/1')).toString(), 'one')
})

t.test('a bucket that does not exist is not taken for a missing document', async (t) => {
  const files = openFiles({ ...await testS3(t), bucket: 'nowhere' })
  await t.rejects(files.read('t/x/1'), { name: 'NoSuchBucket' })
  await t.rejects(files.probe(), { name: 'NoSuchBucket' })
})

t.test('an access key the store does not know is found by the probe', async (t) => {
  const files = openFiles({ ...await testS3(t), credentials: { accessKeyId: 'STRANGER', secretAccessKey: 'S3RVER' } })
  await t.rejects(files.probe(), { name: 'InvalidAccessKeyId' })
})
