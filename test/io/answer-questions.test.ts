import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'

const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)

t.test('a subprocess in an endless loop ends when the service is killed', async (t) => {
  const dir = t.testdir({
    'script.ts': `import { answerQuestions } from ${url('../../server/io/answer-questions.ts')}
answerQuestions(async (question) => { if (question === 'pid') return process.pid; while (true); })`,
    'service.ts': `import { openSubprocesses } from ${url('../../server/io/subprocess.ts')}
const subprocesses = openSubprocesses(new URL('./script.ts', import.meta.url), { size: 1 })
console.log(await subprocesses.ask('pid', { timeLimit: 60000 }))
subprocesses.ask('loop', { timeLimit: 600000 }).catch(() => {})`
  })
  const service = spawn(process.execPath, [`${dir}/service.ts`], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(service.stdout, 'data') as [Buffer]
  const pid = Number(line.toString())
  t.ok(isAlive(pid))
  service.kill('SIGKILL')
  const until = Date.now() + 15_000
  while (isAlive(pid) && Date.now() < until) await wait(100)
  t.notOk(isAlive(pid))
})

function isAlive (pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
