import closeWithGrace from 'close-with-grace'
import { readConfig } from './config.ts'
import { progress } from './io/progress.ts'
import { sayReady, sayWhy } from './main/say.ts'
import { serve } from './main/serve.ts'
import { stopOnSignals } from './main/stop-on-signals.ts'

// The process: start, say that it is ready, and on SIGTERM or SIGINT finish what is under way, for 60 seconds at most.
try {
  const service = await serve(readConfig())
  const grace = closeWithGrace({ delay: 60_000, skip: ['SIGINT', 'SIGTERM'] }, async ({ err }) => {
    if (err) service.deps.log.error({ err }, 'closing after an error')
    await progress('Finishing what is under way', service.close())
  })
  stopOnSignals(grace.close)
  sayReady(service)
} catch (error) {
  sayWhy(error)
  process.exit(1)
}
