import t from 'tap'
import { openFiles } from '../../server/io/files.ts'
import { testFolder, testS3 } from '../stores.ts'
import { filesSuite } from './files-suite.ts'

t.test('files in a folder', async (t) => {
  const files = openFiles({ dir: await testFolder(t) })
  await filesSuite(t, files)
  await files.close()
})

t.test('files in a bucket', async (t) => {
  const files = openFiles(await testS3(t))
  t.teardown(() => files.close())
  await filesSuite(t, files)
})
