import t from 'tap'
import { metricsText } from '../../server/app/metrics.ts'
import type { Deps } from '../../server/deps.ts'

const withQueue = (count: Deps['queue']['count']) => ({ queue: { count } } as unknown as Deps)

t.test('the figures are those of the process and of the queue at this moment', async (t) => {
  let waiting = 3
  const deps = withQueue(async () => ({ interactive: waiting, batch: 0 }))
  t.match(await metricsText(deps), /^chohyo_bells_waiting\{lane="interactive"\} 3$/m)
  waiting = 5
  const text = await metricsText(deps)
  t.match(text, /^chohyo_bells_waiting\{lane="interactive"\} 5$/m)
  t.match(text, /^process_cpu_seconds_total /m)
})

t.test('while the queue is away the other figures are told, and none that is out of date', async (t) => {
  let away = false
  const deps = withQueue(async () => {
    if (away) throw new Error('the queue is away')
    return { interactive: 3, batch: 0 }
  })
  await metricsText(deps)
  away = true
  const text = await metricsText(deps)
  t.match(text, /^process_cpu_seconds_total /m)
  t.notMatch(text, /^chohyo_bells_waiting\{/m)
})
