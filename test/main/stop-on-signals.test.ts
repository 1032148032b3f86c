import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { dataFolder } from '../data-folder.ts'
import { startProcess } from '../walks/start-process.ts'

t.test('two signals of one Ctrl-C, from the terminal and from npm, still end in order', async (t) => {
  const dir = await dataFolder(t)
  const service = await startProcess(t, { DATA_DIR: dir, SANDBOX_SIZE: '2' })
  t.ok(existsSync(join(dir, 'postgres/data/postmaster.pid')))
  process.kill(service.pid, 'SIGINT')
  t.same(await service.end('SIGTERM'), { code: 0, signal: null })
  t.notOk(existsSync(join(dir, 'postgres/data/postmaster.pid')), 'the database was shut down, not left behind')
})
