import t from 'tap'
import { testService } from '../service.ts'

const { app } = await testService(t, { worker: false, starter: false })
const status = async (url: string) => (await app.inject({ url })).statusCode

t.test('a process that can hardly answer says that it lives and how it does, and takes no work', async (t) => {
  // The delay is looked at each second, as the mean since the last time: some of that second may have been quiet.
  let answers: number[] = []
  for (let tries = 0; answers[2] !== 503 && tries < 4; tries += 1) {
    const until = Date.now() + 5000
    while (Date.now() < until);
    await new Promise((resolve) => setTimeout(resolve, 1))
    answers = await Promise.all(['/health/live', '/metrics', '/v1/about'].map(status))
  }
  t.same(answers, [200, 200, 503])
})

t.test('and takes it again when it can', async (t) => {
  await new Promise((resolve) => setTimeout(resolve, 2500))
  t.same([await status('/health/live'), await status('/v1/about')], [200, 200])
})
