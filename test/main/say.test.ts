import t from 'tap'
import { ConfigInvalid } from '../../server/errors.ts'
import { nameFailure, sayReady } from '../../server/main/say.ts'
import type { Service } from '../../server/main/serve.ts'

t.test('what a person can put right is said in a sentence, a fault of the program keeps its stack', async (t) => {
  t.equal(nameFailure(new ConfigInvalid('PORT', 'x')), 'The setting PORT is not usable: x. Correct it and start again.')
  t.match(nameFailure(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })), /^The disk is full .* Make room/)
  t.match(nameFailure(Object.assign(new Error('x'), { code: 'EACCES', path: '/srv/data/chrome' })), /^This user may not write to \/srv\/data\/chrome \(EACCES\)\. Make it writable/)
  t.equal(nameFailure(new TypeError('x is not a function')), undefined)
})

t.test('the ready line leads to the console, and says how to get in', async (t) => {
  const about = () => ({ version: 'Chrome/153', isolation: { network: true, how: 'closed root' }, warnings: [] })
  const card = { user: 'admin@sandbox.example', password: 'open-sesame', apiKey: 'chy_x', mapping: 'quote_ja', recordId: '0Q0', salesforce: 'http://127.0.0.1:1' }
  const say = (service: object): string => {
    const written = t.capture(process.stdout, 'write', () => true)
    sayReady({ url: 'http://localhost:3000', demo: null, consoleBroken: null, deps: { chrome: { about } }, ...service } as unknown as Service)
    written.restore()
    return written().map(({ args: [line] }) => line).join('')
  }
  t.match(say({ demo: { card } }), /npm run chohyo -- generate --mapping quote_ja --record 0Q0[\s\S]*\nChohyo is ready: http:\/\/localhost:3000\/\n.*one click.*admin@sandbox\.example, password open-sesame\n.*http:\/\/localhost:3000\/docs\n$/)
  t.notMatch(say({}), /sign in|API key/, 'without the demo nothing is told that opens a door')
  t.match(say({ consoleBroken: 'The console could not be built: x.' }), /^Warning: The console could not be built: x\.\n[\s\S]*Chohyo is ready/)
  t.match(say({ url: '' }), /\nChohyo is ready: working\n$/, 'a worker')
})
