import t from 'tap'
import { readPrefer } from '../../server/documents/await-document.ts'

t.test('Prefer: wait is read as RFC 7240 writes it, and never above a minute', async (t) => {
  t.equal(readPrefer('wait=10'), 10)
  t.equal(readPrefer('respond-async, wait=5'), 5)
  t.equal(readPrefer('return=minimal; wait="7"'), 7)
  t.equal(readPrefer('Wait = 3'), 3)
  t.equal(readPrefer('wait=9999'), 60)
})

t.test('anything else means: do not wait', async (t) => {
  for (const header of [undefined, '', 'await=10', 'wait', 'wait=-1', 'wait=x', 'respond-async']) t.equal(readPrefer(header), 0, String(header))
})
