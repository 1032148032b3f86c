import fc from 'fast-check'
import type { Test } from 'tap'
import type { Files } from '../../server/io/files.ts'

const key = 't/00D000000000001AAA/documents/0199-1.pdf'

/** What every file store has to do. */
export async function filesSuite (t: Test, files: Files): Promise<void> {
  await t.test('what was saved is read back byte by byte', async (t) => {
    for (const size of [0, 1, 70_000, 6_000_000]) {
      const bytes = Buffer.alloc(size, '帳票')
      await files.save(key, bytes)
      t.ok(Buffer.from(await files.read(key)).equals(bytes), `${size} bytes`)
    }
  })

  await t.test('saving the same key again replaces the whole', async (t) => {
    await files.save(key, Buffer.from('a long first text'))
    await files.save(key, Buffer.from('second'))
    t.equal(Buffer.from(await files.read(key)).toString(), 'second')
  })

  await t.test('savers of one key at the same moment leave the bytes of one of them', async (t) => {
    const texts = Array.from({ length: 10 }, (_, index) => String(index).repeat(50_000))
    await Promise.all(texts.map((text) => files.save(key, Buffer.from(text))))
    t.ok(texts.includes(Buffer.from(await files.read(key)).toString()))
  })

  await t.test('what is not there is said to be missing', async (t) => {
    const nowhere = 't/00D000000000001AAA/documents/none'
    await t.rejects(files.read(nowhere), { code: 'CHOHYO_FILE_MISSING' })
    await t.rejects(files.read(`${key}/below`), { code: 'CHOHYO_FILE_MISSING' })
    t.equal(await files.has(nowhere), false)
    t.equal(await files.has(key), true)
  })

  await t.test('removed is gone, and removing again is fine', async (t) => {
    await files.save(key, Buffer.from('x'))
    await files.remove(key)
    await files.remove(key)
    t.equal(await files.has(key), false)
  })

  await t.test('a key that is not made of plain ids is refused before anything is touched', async (t) => {
    const hostile = ['', '/etc/passwd', '../x', 't/../../x', 't/./x', 't//x', 't/x/', 'T/x', 't/x y', 't/x\0', 't/帳', '.unfinished/x', 't/%2e%2e/x', 't\\x', `t/${'x'.repeat(201)}`]
    for (const bad of hostile) {
      await t.rejects(files.read(bad), { code: 'CHOHYO_FILE_KEY_INVALID' }, `read ${JSON.stringify(bad)}`)
      await t.rejects(files.has(bad), { code: 'CHOHYO_FILE_KEY_INVALID' }, `has ${JSON.stringify(bad)}`)
      await t.rejects(files.remove(bad), { code: 'CHOHYO_FILE_KEY_INVALID' }, `remove ${JSON.stringify(bad)}`)
      await t.rejects(files.save(bad, Buffer.from('x')), { code: 'CHOHYO_FILE_KEY_INVALID' }, `save ${JSON.stringify(bad)}`)
    }
  })

  await t.test('a folder is listed and removed with all that is in it, and its neighbour stays', async (t) => {
    const keys = ['t/org1/documents/p1/a.pdf', 't/org1/documents/p2/b.pdf', 't/org1/assets/c']
    for (const name of [...keys, 't/org10/assets/c']) await files.save(name, Buffer.from('x'))
    const listed: string[] = []
    for await (const page of files.list('t/org1/')) listed.push(...page)
    t.same(listed.sort(), [...keys].sort())
    t.equal(await files.removeAll('t/org1/'), 3)
    t.equal(await files.removeAll('t/org1/'), 0, 'again is fine')
    t.same(await Promise.all(keys.map((name) => files.has(name))), [false, false, false])
    t.equal(await files.has('t/org10/assets/c'), true)
    for (const bad of ['', '/', 't/', 't', 't/org10', '../', 't/../', 't//']) await t.rejects(files.removeAll(bad), { code: 'CHOHYO_FILE_KEY_INVALID' }, JSON.stringify(bad))
    t.equal(await files.has('t/org10/assets/c'), true, 'nor is it removed by mistake')
  })

  await t.test('any sound key holds its own bytes', async (t) => {
    const part = fc.stringMatching(/^[a-zA-Z0-9_-]{1,30}$/)
    await fc.assert(fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), async (parts) => {
      const path = ['t', ...parts, 'file.pdf'].join('/')
      await files.save(path, Buffer.from(path))
      return Buffer.from(await files.read(path)).toString() === path
    }), { numRuns: 30 })
    t.pass('for 30 of them')
  })

  await t.test('probes at the same moment do not take each other for a broken store', async (t) => {
    const probes = await Promise.allSettled(Array.from({ length: 20 }, () => files.probe()))
    t.same(probes.filter(({ status }) => status === 'rejected'), [])
  })
}
