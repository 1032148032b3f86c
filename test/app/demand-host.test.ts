import t from 'tap'
import { testService } from '../service.ts'
import { faultOf } from './problem.ts'

t.test('a request names one host, and nothing but a host', async (t) => {
  const { app } = await testService(t, { worker: false, starter: false })
  const ask = (host: string) => app.inject({ url: '/health/live', headers: { host } })
  for (const host of ['chohyo.test', 'localhost:3000', '127.0.0.1', '[::1]:3000', '[2001:db8::1]', 'my_service.internal', 'a.b-c.example:443']) t.equal((await ask(host)).statusCode, 200, host)
  for (const host of [' ', 'a b', 'a/b', 'a@b', 'evil.example/..', 'a:b', 'a:123456', '[::1', '::1', 'a?b', 'a#b', 'a,b', '<script>', '.', '-', `${'a'.repeat(300)}`, 'a"b', 'a\'b', 'a\\b', 'http://a']) {
    const answer = await ask(host)
    t.match([answer.statusCode, faultOf(answer)], [400, null], JSON.stringify(host))
  }
})
