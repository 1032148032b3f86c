import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { progress } from '../../server/io/progress.ts'

t.test('what is quick is not talked about', async (t) => {
  const said = t.capture(process.stderr, 'write')
  t.equal(await progress('Thinking', Promise.resolve(42)), 42)
  t.same(said(), [])
})

t.test('what takes longer than a second is announced while it goes on, and its time told', async (t) => {
  const said = t.capture(process.stderr, 'write')
  await progress('Thinking', pause(1100))
  t.match(said().map(({ args }) => args[0]), ['Thinking …\n', /^Thinking: 1\.\d s\n$/])
})

t.test('what fails is passed on', async (t) => {
  await t.rejects(progress('Thinking', Promise.reject(new Error('no idea'))), /no idea/)
})
