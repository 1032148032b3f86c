import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readApex } from '../apex.ts'
import { SUITE } from './covered.ts'
import { openMethods, project } from './open-org.ts'

t.test('every class that somebody may call from outside has its file in the suite', async (t) => {
  const open = readApex(project).map(({ name }) => name).filter((name) => openMethods(name).length > 0).sort()
  t.same(open, Object.values(SUITE).flat().sort())
  t.same(Object.keys(SUITE).filter((file) => !existsSync(join(import.meta.dirname, file))), [])
})
