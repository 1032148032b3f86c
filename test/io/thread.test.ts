import t, { type Test } from 'tap'
import { openThreads } from '../../server/io/thread.ts'

const script = (t: Test, body: string) => {
  const dir = t.testdir({ 'script.ts': `import { answerQuestions } from ${JSON.stringify(new URL('../../server/io/answer-questions.ts', import.meta.url).href)}\n${body}` })
  return new URL(`file://${dir}/script.ts`)
}
const echo = `answerQuestions(async (question) => {
  if (question === 'loop') while (true);
  if (question === 'fill') { const all = []; while (true) all.push(new Array(1000).fill(1)) }
  if (question === 'exit') process.exit(3)
  if (question === 'environment') return Object.keys(process.env).filter((name) => name === 'HOME' || name === 'PATH')
  return { question, pid: process.pid }
})`

t.test('questions are answered, at most as many at a time as there are threads', async (t) => {
  const threads = openThreads(script(t, echo), { size: 2 })
  t.teardown(threads.close)
  const replies = await Promise.all(Array.from({ length: 20 }, (_, index) => threads.ask(index, { timeLimit: 20_000 }))) as Array<{ question: number, pid: number }>
  t.same(replies.map(({ question }) => question), Array.from({ length: 20 }, (_, index) => index))
  t.ok(new Set(replies.map(({ pid }) => pid)).size <= 2)
  t.notOk(replies.some(({ pid }) => pid === process.pid), 'not in this process')
  t.same(await threads.ask('environment', { timeLimit: 20_000 }), [], 'nothing of our environment is there')
})

t.test('what never ends, fills the memory or dies is told apart, and the next question is answered', async (t) => {
  const threads = openThreads(script(t, echo), { size: 1, memory: 32 })
  t.teardown(threads.close)
  await t.rejects(threads.ask('loop', { timeLimit: 300 }), { code: 'CHOHYO_THREAD_LATE' })
  await t.rejects(threads.ask('fill', { timeLimit: 60_000 }), { code: 'CHOHYO_THREAD_OUT_OF_MEMORY' })
  await t.rejects(threads.ask('exit', { timeLimit: 20_000 }), { code: 'CHOHYO_THREAD_DIED' })
  await t.rejects(threads.ask({ call: () => 'a function cannot travel' }, { timeLimit: 20_000 }))
  t.match(await threads.ask('next', { timeLimit: 20_000 }), { question: 'next' })
})

t.test('a script that does not start is an error, not a wait', async (t) => {
  const threads = openThreads(script(t, 'throw new Error("broken")'), { size: 1 })
  t.teardown(threads.close)
  await t.rejects(threads.ask('x', { timeLimit: 20_000 }), { code: 'CHOHYO_THREAD_DIED' })
})

t.test('closing refuses what is open and leaves no process', async (t) => {
  const threads = openThreads(script(t, echo), { size: 1 })
  const { pid } = await threads.ask('x', { timeLimit: 20_000 }) as { pid: number }
  const open = t.rejects(threads.ask('loop', { timeLimit: 60_000 }), { code: 'CHOHYO_THREADS_CLOSED' })
  const waiting = t.rejects(threads.ask('y', { timeLimit: 60_000 }), { code: 'CHOHYO_THREADS_CLOSED' })
  await threads.close()
  await Promise.all([open, waiting])
  t.throws(() => process.kill(pid, 0), { code: 'ESRCH' })
  await t.rejects(threads.ask('z', { timeLimit: 1000 }), { code: 'CHOHYO_THREADS_CLOSED' })
})
