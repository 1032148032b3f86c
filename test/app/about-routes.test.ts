import t from 'tap'
import { buildApp } from '../../server/app.ts'
import { testService } from '../service.ts'
import { faultOf } from './problem.ts'

t.test('what the operator says of this installation', async (t) => {
  const { app, deps } = await testService(t, { worker: false, starter: false })
  const set = async (settings: object) => {
    const built = await buildApp({ ...deps, config: { ...deps.config, ...settings } })
    t.teardown(() => built.close())
    return built
  }

  t.test('is told to anyone, and nothing is made up', async (t) => {
    t.match((await app.inject('/v1/about')).json(), { version: /^\d+\.\d+\.\d+/, operator: null, contact: null, region: null, law: null })
    const said = await set({ OPERATOR: '株式会社例', OPERATOR_CONTACT: 'https://example.com/contact', OPERATOR_REGION: 'Tokyo, Japan', OPERATOR_LAW: '日本法、東京地方裁判所' })
    t.match((await said.inject('/v1/about')).json(), { operator: '株式会社例', contact: 'https://example.com/contact', region: 'Tokyo, Japan', law: '日本法、東京地方裁判所' })
  })

  t.test('without a contact there is no security.txt', async (t) => {
    const answer = await app.inject('/.well-known/security.txt')
    t.match([answer.statusCode, faultOf(answer)], [404, null])
  })

  t.test('with one it is as RFC 9116 wants it, and has not expired', async (t) => {
    const { statusCode, headers, body } = await (await set({ SECURITY_CONTACT: 'mailto:security@example.com' })).inject('/.well-known/security.txt')
    t.match([statusCode, headers['content-type']], [200, 'text/plain; charset=utf-8'])
    const fields = new Map(body.trim().split('\n').map((line) => line.split(/: (.*)/).slice(0, 2) as [string, string]))
    t.equal(fields.get('Contact'), 'mailto:security@example.com')
    t.equal(fields.get('Canonical'), 'https://chohyo.test/.well-known/security.txt')
    t.equal(fields.get('Preferred-Languages'), 'ja, en')
    const left = Date.parse(fields.get('Expires') ?? '') - Date.now()
    t.ok(left > 80 * 86_400_000 && left < 365 * 86_400_000, String(fields.get('Expires')))
  })

  t.test('a day of the operator\'s own is a day in Japan', async (t) => {
    const { body } = await (await set({ SECURITY_CONTACT: 'https://example.com/security', SECURITY_EXPIRES: '2027-03-31' })).inject('/.well-known/security.txt')
    t.match(body, /^Expires: 2027-03-31T14:59:59\.000Z$/m)
  })
})
