import { chmod, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { openFiles } from '../../server/io/files.ts'
import { testFolder } from '../stores.ts'

t.test('documents can be read by their owner only', async (t) => {
  const dir = await testFolder(t)
  await openFiles({ dir }).save('t/x/1', Buffer.from('secret'))
  t.equal((await stat(join(dir, 't/x/1'))).mode & 0o777, 0o600)
  t.equal((await stat(join(dir, 't/x'))).mode & 0o777, 0o700)
})

t.test('a save that fails leaves neither a file nor a piece of one', async (t) => {
  const dir = await testFolder(t)
  const files = openFiles({ dir })
  await files.save('t/x/1', Buffer.from('whole'))
  await t.rejects(files.save('t/x', Buffer.from('a folder is in the way')))
  t.same(await readdir(join(dir, '.unfinished')), [])
  t.equal(Buffer.from(await files.read('t/x/1')).toString(), 'whole')
})

t.test('what a crash left unfinished is not a document', async (t) => {
  const dir = await testFolder(t)
  const files = openFiles({ dir })
  await files.save('t/x/1', Buffer.from('whole'))
  await writeFile(join(dir, '.unfinished', 'half'), 'ha')
  t.same((await readdir(join(dir, 't'), { recursive: true })).sort(), ['x', 'x/1'])
})

t.test('a probe leaves nothing behind', async (t) => {
  const dir = await testFolder(t)
  await openFiles({ dir }).probe()
  t.same(await readdir(join(dir, 'probe')), [])
  t.same(await readdir(join(dir, '.unfinished')), [])
})

t.test('a folder that cannot be written is found by the probe', { skip: process.getuid?.() === 0 && 'root may write everywhere' }, async (t) => {
  const dir = await testFolder(t)
  await chmod(dir, 0o500)
  await t.rejects(openFiles({ dir }).probe(), { code: 'EACCES' })
})

t.test('a folder that is a file is found by the probe', async (t) => {
  const file = join(await testFolder(t), 'file')
  await writeFile(file, '')
  await t.rejects(openFiles({ dir: file }).probe())
})
