import { randomBytes } from 'node:crypto'
import { BlockList } from 'node:net'
import t, { type Test } from 'tap'
import type { Call, Connector, DeliveryFile } from '../../server/services/connector.ts'
import { delivery, letter } from './peers/open-call.ts'

/**
 * How a line breaks at one request: `before` the other side gets it, when it has `half` of it, `after` it has done it and before it answers; `stall`: it
 * never answers; `garbled`: it has done it, and the answer is a page for people; a number: it answers with that status and does nothing.
 */
export type Break = 'before' | 'half' | 'after' | 'stall' | 'garbled' | number

/** What is there, one entry for each object: two of one name are two. */
export interface KeptFile { path: string, bytes: Buffer }

/** The other side, played on this machine, with a wire before it that can be cut. */
export interface Peer<Settings> {
  call: (more?: { settings?: Partial<Settings>, secrets?: Record<string, string>, ms?: number, allowed?: BlockList }) => Call<Settings>
  kept: () => Promise<KeptFile[]> | KeptFile[]
  wire: { lines: string[], cut: { now?: ((line: string, nth: number) => Break | undefined) | undefined } }
}

export interface Suite<Settings extends { existing?: 'refuse' | 'replace' | 'rename' }, Act> {
  connector: Connector<Settings, Act>
  start: (t: Test) => Promise<Peer<Settings>>
  /** A delivery into this folder below that of the Service; empty for that itself. */
  act: (folder: string) => Act
  /** Where the peer shows a file of the folder. */
  at: (folder: string, name: string) => string
  /** Secrets that are wrong one by one; what is refused does not say them. */
  wrongSecrets: Array<Record<string, string>>
  /** Places that are not there. */
  nowhere: Array<Partial<Settings>>
  breaks?: Break[]
}

export const BREAKS: Break[] = ['before', 'half', 'after', 'stall', 503, 429]

/**
 * What holds for every connector that keeps files somewhere: they come whole, a second call with the same key doubles nothing, and wherever the line
 * breaks, what is said of the delivery is true. `start` opens a fresh peer each time; the requests of a delivery are counted once and then broken one by one.
 */
export function connectorSuite<Settings extends { existing?: 'refuse' | 'replace' | 'rename' }, Act> ({ connector, start, act, at, wrongSecrets, nowhere, breaks = BREAKS }: Suite<Settings, Act>): void {
  const existing = (existing: 'refuse' | 'replace' | 'rename') => ({ settings: { existing } as Partial<Settings> })
  const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', ({ code, message }: { code?: string, message: string }) => code ?? message)
  const sorted = async ({ kept }: Peer<Settings>) => (await kept()).sort((one, other) => one.path < other.path ? -1 : 1)
  const expect = (folder: string, files: DeliveryFile[]): KeptFile[] => files.map(({ name, bytes }) => ({ path: at(folder, name), bytes: Buffer.from(bytes) })).sort((one, other) => one.path < other.path ? -1 : 1)

  t.test(`${connector.name}: files come whole, under their names, in the folder of the day, and once`, async (t) => {
    const peer = await start(t)
    const files = [letter('見積書 (1) #%&+\'.pdf'), letter('b.pdf', randomBytes(3_000_001)), letter('leer.txt', '')]
    const first = await connector.deliver(peer.call(), delivery(act('2026/請求書'), files))
    t.same(await sorted(peer), expect('2026/請求書', files))
    t.same(await connector.deliver(peer.call(), delivery(act('2026/請求書'), files)), first, 'and again: the same answer')
    t.same(await sorted(peer), expect('2026/請求書', files), 'and the same files')
    t.same(await connector.find?.(peer.call(), delivery(act('2026/請求書'), files)), first)
    t.equal(await connector.find?.(peer.call(), delivery(act('2026/領収書'), files)), null, 'another folder has none of them')
    t.equal((await peer.kept()).length, 3)
  })

  t.test(`${connector.name}: another file of that name is left, stepped aside for or replaced, as the Service says`, async (t) => {
    const peer = await start(t)
    const [theirs, ours] = [letter('a.pdf', 'theirs'), letter('a.pdf', 'our own')]
    await connector.deliver(peer.call(), delivery(act(''), [theirs], 'first'))
    t.equal(await codeOf(connector.deliver(peer.call(), delivery(act(''), [ours]))), 'CHOHYO_DELIVERY_REFUSED')
    t.same(await sorted(peer), expect('', [theirs]))
    for (const time of ['once', 'again']) {
      await connector.deliver(peer.call(existing('rename')), delivery(act(''), [ours]))
      t.same(await sorted(peer), expect('', [theirs, { ...ours, name: 'a (2).pdf' }]), time)
    }
    for (const time of ['once', 'again']) {
      await connector.deliver(peer.call(existing('replace')), delivery(act(''), [ours]))
      t.same(await sorted(peer), expect('', [ours, { ...ours, name: 'a (2).pdf' }]), time)
    }
  })

  t.test(`${connector.name}: wherever the line breaks, what is said of it is true, and the next try leaves one file`, async (t) => {
    const files = [letter('a.pdf')]
    const count = async () => {
      const peer = await start(t)
      await connector.deliver(peer.call(), delivery(act('2026'), files))
      return peer.wire.lines
    }
    const lines = await count()
    const lost: string[] = []
    for (const [index, line] of lines.entries()) {
      for (const how of breaks) {
        const peer = await start(t)
        const said = `${how} at ${line}`
        peer.wire.cut.now = (_line, nth) => nth === index + 1 ? how : undefined
        const code = await codeOf(connector.deliver(peer.call(how === 'stall' ? { ms: 300 } : {}), delivery(act('2026'), files)))
        delete peer.wire.cut.now
        const there = (await peer.kept()).length > 0
        if (code === 'CHOHYO_DELIVERY_UNKNOWN') lost.push(there ? 'there' : 'not there')
        else t.equal(code, there ? 'done' : 'CHOHYO_DELIVERY_FAILED', said)
        if (typeof how === 'number' && !there) t.equal(code, 'CHOHYO_DELIVERY_FAILED', `${said}: nothing was done, and that is known`)
        t.equal(await connector.find?.(peer.call(), delivery(act('2026'), files)) !== null, there, `${said}: found when it is there`)
        await connector.deliver(peer.call(), delivery(act('2026'), files))
        t.same(await sorted(peer), expect('2026', files), `${said}: the next try`)
      }
    }
    t.same([...new Set(lost)].sort(), ['not there', 'there'], 'answers were lost both ways')
  })

  t.test(`${connector.name}: wrong secrets and places that are not there are refused, without saying a secret; a check leaves nothing`, async (t) => {
    const peer = await start(t)
    await connector.check(peer.call())
    for (const secrets of wrongSecrets) {
      const error = await connector.check(peer.call({ secrets })).then(() => { throw new Error('it went through') }, (error: Error & { code: string }) => error)
      t.equal(error.code, 'CHOHYO_DELIVERY_REFUSED', Object.keys(secrets).join())
      t.notMatch(error.message, new RegExp(Object.values(secrets).map((value) => value.slice(0, 40).replace(/[^\w ]/g, '.')).join('|')))
    }
    for (const settings of nowhere) {
      t.equal(await codeOf(connector.check(peer.call({ settings }))), 'CHOHYO_DELIVERY_REFUSED', JSON.stringify(settings))
      t.equal(await codeOf(connector.deliver(peer.call({ settings }), delivery(act('')))), 'CHOHYO_DELIVERY_REFUSED', JSON.stringify(settings))
    }
    t.equal(await codeOf(connector.deliver(peer.call(), delivery(act('../..')))), 'CHOHYO_DELIVERY_REFUSED', 'what a record says leads no folder up')
    t.same(await peer.kept(), [])
  })

  t.test(`${connector.name}: nothing of our own network is reached that the operator has not allowed`, async (t) => {
    const peer = await start(t)
    t.equal(await codeOf(connector.check(peer.call({ allowed: new BlockList() }))), 'CHOHYO_OUTSIDE_REFUSED')
    t.same(peer.wire.lines, [])
  })
}
