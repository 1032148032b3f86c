import t, { type Test } from 'tap'
import { openSubprocesses } from '../../server/io/subprocess.ts'

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

t.test('questions are answered, at most as many at a time as there are subprocesses', async (t) => {
  const subprocesses = openSubprocesses(script(t, echo), { size: 2 })
  t.teardown(subprocesses.close)
  const replies = await Promise.all(Array.from({ length: 20 }, (_, index) => subprocesses.ask(index, { timeLimit: 20_000 }))) as Array<{ question: number, pid: number }>
  t.same(replies.map(({ question }) => question), Array.from({ length: 20 }, (_, index) => index))
  t.ok(new Set(replies.map(({ pid }) => pid)).size <= 2)
  t.notOk(replies.some(({ pid }) => pid === process.pid), 'not in this process')
  t.same(await subprocesses.ask('environment', { timeLimit: 20_000 }), [], 'nothing of our environment is there')
})

t.test('what never ends, fills the memory or dies is told apart, and the next question is answered', async (t) => {
  const subprocesses = openSubprocesses(script(t, echo), { size: 1, memory: 32 })
  t.teardown(subprocesses.close)
  await t.rejects(subprocesses.ask('loop', { timeLimit: 300 }), { code: 'CHOHYO_SUBPROCESS_LATE' })
  await t.rejects(subprocesses.ask('fill', { timeLimit: 60_000 }), { code: 'CHOHYO_SUBPROCESS_OUT_OF_MEMORY' })
  await t.rejects(subprocesses.ask('exit', { timeLimit: 20_000 }), { code: 'CHOHYO_SUBPROCESS_DIED' })
  await t.rejects(subprocesses.ask({ call: () => 'a function cannot travel' }, { timeLimit: 20_000 }))
  t.match(await subprocesses.ask('next', { timeLimit: 20_000 }), { question: 'next' })
})

t.test('one that is to retire is replaced after its reply, and no question is lost', async (t) => {
  const subprocesses = openSubprocesses(script(t, echo), { size: 1, retire: (reply) => (reply as { question: number }).question % 2 === 1 })
  t.teardown(subprocesses.close)
  const replies = await Promise.all([1, 2, 3, 4].map((question) => subprocesses.ask(question, { timeLimit: 20_000 }))) as Array<{ question: number, pid: number }>
  t.same(replies.map(({ question }) => question), [1, 2, 3, 4])
  t.equal(replies[1]?.pid, replies[2]?.pid)
  t.equal(new Set(replies.map(({ pid }) => pid)).size, 3)
})

t.test('a script that does not start is an error, not a wait', async (t) => {
  const subprocesses = openSubprocesses(script(t, 'throw new Error("broken")'), { size: 1 })
  t.teardown(subprocesses.close)
  await t.rejects(subprocesses.ask('x', { timeLimit: 20_000 }), { code: 'CHOHYO_SUBPROCESS_DIED' })
})

t.test('closing refuses what is open and leaves no process', async (t) => {
  const subprocesses = openSubprocesses(script(t, echo), { size: 1 })
  const { pid } = await subprocesses.ask('x', { timeLimit: 20_000 }) as { pid: number }
  const open = t.rejects(subprocesses.ask('loop', { timeLimit: 60_000 }), { code: 'CHOHYO_SUBPROCESSES_CLOSED' })
  const waiting = t.rejects(subprocesses.ask('y', { timeLimit: 60_000 }), { code: 'CHOHYO_SUBPROCESSES_CLOSED' })
  await subprocesses.close()
  await Promise.all([open, waiting])
  t.throws(() => process.kill(pid, 0), { code: 'ESRCH' })
  await t.rejects(subprocesses.ask('z', { timeLimit: 1000 }), { code: 'CHOHYO_SUBPROCESSES_CLOSED' })
})
