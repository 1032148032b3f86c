import t from 'tap'
import { ConfigInvalid } from '../../server/errors.ts'
import { nameFailure } from '../../server/main/say.ts'

t.test('what a person can put right is said in a sentence, a fault of the program keeps its stack', async (t) => {
  t.equal(nameFailure(new ConfigInvalid('PORT', 'x')), 'The setting PORT is not usable: x. Correct it and start again.')
  t.match(nameFailure(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })), /^The disk is full .* Make room/)
  t.match(nameFailure(Object.assign(new Error('x'), { code: 'EACCES', path: '/srv/data/chrome' })), /^This user may not write to \/srv\/data\/chrome \(EACCES\)\. Make it writable/)
  t.equal(nameFailure(new TypeError('x is not a function')), undefined)
})
