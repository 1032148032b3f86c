import { randomBytes } from 'node:crypto'
import t, { type Test } from 'tap'
import { printQueue } from '../../server/services/print-queue.ts'
import { startCups } from './peers/cups.ts'
import { startIppPrinter } from './peers/ipp-printer.ts'
import { delivery, letter, openCall } from './peers/open-call.ts'

type Settings = Parameters<typeof printQueue.deliver>[0]['settings']

async function open (t: Test, options: { password?: string } = {}) {
  const printer = await startIppPrinter(t, options)
  return { ...printer, call: (more: Partial<Settings> = {}, secrets: Record<string, string> = {}) => openCall<Settings>({ url: printer.url, ...more }, secrets) }
}

t.test('each file becomes a job, on the paper and sides that are asked for', async (t) => {
  const { call, jobs } = await open(t)
  const bytes = randomBytes(500_000)
  const reference = await printQueue.deliver(call({ user: 'hanako' }), delivery({ copies: 2, sides: 'long-edge', paper: 'B5' }, [letter('見積書 (1).pdf', bytes), letter('b.pdf')]))
  t.match(reference, { host: /^127.0.0.1:\d+$/, queue: '/printers/office', jobs: '1, 2' })
  t.match(jobs, [
    { name: /^chohyo-[0-9a-f]{20}-0 見積書 \(1\).pdf$/, user: 'hanako', format: 'application/pdf', attributes: { copies: 2, sides: 'two-sided-long-edge', media: 'jis_b5_182x257mm', 'ipp-attribute-fidelity': 1 } },
    { name: /^chohyo-[0-9a-f]{20}-1 b.pdf$/ }
  ])
  t.ok(jobs[0]?.bytes.equals(bytes))
  await printQueue.deliver(call(), delivery({}, [letter(`${'帳'.repeat(80)}\n.pdf`)], 'other'))
  t.equal(jobs[2]?.attributes['ipp-attribute-fidelity'], 0)
  t.ok(Buffer.byteLength(jobs[2]?.name ?? '') <= 255)
})

t.test('the same delivery again prints nothing', async (t) => {
  const { call, jobs } = await open(t)
  const first = await printQueue.deliver(call(), delivery({}))
  t.same(await printQueue.deliver(call(), delivery({})), first)
  t.same(await printQueue.find?.(call(), delivery({})), first)
  await printQueue.deliver(call(), delivery({}, undefined, 'another key'))
  t.equal(jobs.length, 2)
})

t.test('wherever the line breaks, what is said of it is true, and nothing is printed twice', async (t) => {
  for (const [operation, how, end] of [['Get-Jobs', 'before', 'FAILED'], ['Get-Jobs', 'after', 'FAILED'], ['Print-Job', 'before', 'UNKNOWN']] as const) {
    const { call, jobs, fault } = await open(t)
    fault.now = (asked) => asked === operation ? how : undefined
    await t.rejects(printQueue.deliver(call(), delivery({})), { code: `CHOHYO_DELIVERY_${end}` }, `${operation} ${how}`)
    fault.now = undefined
    t.equal(jobs.length, 0)
    await t.rejects(async () => printQueue.find?.(call(), delivery({})), { code: 'CHOHYO_DELIVERY_UNKNOWN' }, 'a printer that does not have it may have forgotten it')
  }
  const { call, jobs, fault, seen } = await open(t)
  fault.now = (asked) => asked === 'Print-Job' ? 'after' : undefined
  t.match(await printQueue.deliver(call(), delivery({})), { jobs: '1' }, 'an answer that is lost is looked for')
  t.same([jobs.length, seen.filter((asked) => asked === 'Print-Job').length], [1, 1])
  fault.now = (asked) => asked === 'Print-Job' ? 'after' : asked === 'Get-Jobs' && seen.includes('Print-Job') ? 'before' : undefined
  seen.length = 0
  await t.rejects(printQueue.deliver(call(), delivery({}, undefined, 'k2')), { code: 'CHOHYO_DELIVERY_UNKNOWN' }, 'when looking fails too, a person decides')
  fault.now = undefined
  t.match(await printQueue.find?.(call(), delivery({}, undefined, 'k2')), { jobs: '2' })
  t.match(await printQueue.deliver(call(), delivery({}, undefined, 'k2')), { jobs: '2' })
  t.equal(jobs.length, 2)
})

t.test('when only a part is printed, that is said and not begun anew', async (t) => {
  const { call, jobs, fault } = await open(t)
  fault.now = (asked) => asked === 'Print-Job' && jobs.length === 1 ? 0x0507 : undefined
  await t.rejects(printQueue.deliver(call(), delivery({}, [letter('a.pdf'), letter('b.pdf')])), { code: 'CHOHYO_DELIVERY_UNKNOWN', message: /1 of 2 files are printed; then: .*0x0507 the paper is gone/ })
  t.equal(jobs.length, 1)
})

t.test('what the printer says decides, in its words', async (t) => {
  const { call, fault, jobs } = await open(t)
  const cases: Array<[number, string]> = [[0x040a, 'REFUSED'], [0x040b, 'REFUSED'], [0x0403, 'REFUSED'], [0x0506, 'FAILED'], [0x0507, 'FAILED'], [0x0501, 'REFUSED'], [-403, 'REFUSED'], [-503, 'FAILED'], [-301, 'REFUSED']]
  for (const [status, end] of cases) {
    fault.now = (asked) => asked === 'Print-Job' ? status : undefined
    await t.rejects(printQueue.deliver(call(), delivery({})), { code: `CHOHYO_DELIVERY_${end}`, message: status > 0 ? /the paper is gone/ : /HTTP/ }, status.toString(16))
  }
  await t.rejects(printQueue.deliver(call(), delivery({}, [])), { code: 'CHOHYO_DELIVERY_REFUSED' })
  t.equal(jobs.length, 0)
})

t.test('a check asks whether the queue prints PDF, and prints nothing', async (t) => {
  const { call, jobs, formats, accepting, url } = await open(t, { password: 'secret' })
  const known = { password: 'secret' }
  await printQueue.check(call({}, known))
  await printQueue.check(call({ url: url.replace('ipp:', 'http:') }, known))
  await t.rejects(printQueue.check(call({}, { password: 'wrong horse' })), { code: 'CHOHYO_DELIVERY_REFUSED', message: /HTTP 401\)?/ })
  accepting.now = false
  await t.rejects(printQueue.check(call({}, known)), { code: 'CHOHYO_DELIVERY_REFUSED', message: /takes no jobs/ })
  accepting.now = true
  formats.pop()
  await t.rejects(printQueue.check(call({}, known)), { code: 'CHOHYO_DELIVERY_REFUSED', message: /does not print PDF, only application\/octet-stream/ })
  await t.rejects(printQueue.check(call({ url: 'ipp://127.0.0.1:1/x' })), { code: 'CHOHYO_DELIVERY_FAILED', message: /ECONNREFUSED/ })
  t.equal(jobs.length, 0)
})

t.test('CUPS understands all of it', async (t) => {
  const cups = await startCups(t)
  if (cups === undefined) { t.comment('CUPS cannot be had here'); return }
  const call = openCall<Settings>(cups)
  await printQueue.check(call)
  const act = { copies: 2, sides: 'long-edge' as const, paper: 'A4' as const }
  const files = [letter('見積書 (1).pdf'), letter('b.pdf')]
  const first = await printQueue.deliver(call, delivery(act, files))
  t.match(first, { queue: '/printers/office', jobs: '1, 2' })
  t.same(await printQueue.deliver(call, delivery(act, files)), first)
  t.same(await printQueue.find?.(call, delivery(act, files)), first)
  await t.rejects(printQueue.check(openCall<Settings>({ url: cups.url.replace('office', 'nobody') })), { code: 'CHOHYO_DELIVERY_REFUSED', message: /0x0406/ })
})
