import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { signAnchor, writeAnchor } from '../../server/histories/anchor.ts'
import type { ChainLine } from '../../server/histories/chain-line.ts'
import { verifyChain } from '../../server/histories/verify-chain.ts'
import { link, moment, relink, TENANT, texts, writeChain } from './write-chain.ts'

const keys = generateKeyPairSync('ed25519')
const lines = writeChain(20)
const anchorAt = (number: number, key = keys.privateKey, chain = lines) => writeAnchor(signAnchor(key, { tenant: TENANT, number, hash: chain[number - 1]?.hash ?? '', at: moment(number) }))
const anchors = [5, 10, 15, 20].map((number) => anchorAt(number))
const verify = (chain: ChainLine[], outside: string[] = []) => verifyChain(texts(chain), { anchors: outside, key: keys.publicKey })
const changed = (number: number, change: Partial<ChainLine>) => lines.map((line) => line.number === number ? { ...line, ...change } : line)

t.test('a chain that nobody touched is sound, and its anchors agree', async (t) => {
  t.same(await verify(lines, anchors), { tenant: TENANT, number: 20, hash: lines[19]?.hash, anchors: 4, fault: null })
  t.match(await verify([]), { number: 0, fault: null }, 'and so is one that has not begun')
})

t.test('each way of tampering is found at its line', async (t) => {
  const [seventh, eighth] = [lines[6], lines[7]] as [ChainLine, ChainLine]
  const cases: Array<[how: string, chain: ChainLine[], line: number, what: RegExp, outside?: string[]]> = [
    ['a field is changed', changed(7, { who: 'someone else' }), 7, /does not have its hash/],
    ['nothing becomes an empty text', changed(6, { about: '' }), 6, /does not have its hash/],
    ['a detail is changed', changed(7, { detail: '{}' }), 7, /does not have its hash/],
    ['a hash is changed', changed(7, { hash: 'f'.repeat(64) }), 7, /does not have its hash/],
    ['a link is changed', changed(7, { prev: 'f'.repeat(64) }), 7, /does not follow/],
    ['a field and its hash are changed', changed(7, link({ ...seventh, who: 'someone else' }, lines[5])), 8, /does not follow/],
    ['a line is deleted', lines.filter(({ number }) => number !== 7), 7, /line 8 stands in its place/],
    ['the first line is deleted', lines.slice(1), 1, /line 2 stands in its place/],
    ['two lines change places', lines.map((line) => line === seventh ? eighth : line === eighth ? seventh : line), 7, /line 8 stands in its place/],
    ['a line is inserted', [...lines.slice(0, 7), link({ ...seventh, number: 8, what: 'forged' }, seventh), ...lines.slice(7)], 9, /line 8 stands in its place/],
    ['a line is written twice', [...lines.slice(0, 7), seventh, ...lines.slice(7)], 8, /line 7 stands in its place/],
    ['a line of another tenant is put in', changed(7, { tenant: '00D00000000000BAAB' }), 7, /another tenant/],
    ['time is moved back', changed(7, { at: moment(-86_400) }), 7, /does not have its hash/],
    ['time is moved back and the rest hashed anew', relink(changed(7, { at: moment(-86_400) })), 7, /time runs backwards/],
    ['sealing is moved back and the rest hashed anew', relink(changed(7, { at: moment(2), sealed: moment(2) })), 7, /time runs backwards/],
    ['the tail is cut off', lines.slice(0, 17), 18, /an anchor speaks of line 20/, anchors],
    ['everything is deleted', [], 1, /an anchor speaks of line 20/, anchors],
    ['the whole chain is written anew', relink(changed(1, { who: 'someone else' })), 5, /an anchor has another hash/, anchors],
    ['its end is written anew', relink(changed(12, { who: 'someone else' })), 15, /an anchor has another hash/, anchors]
  ]
  for (const [how, chain, number, what, outside] of cases) t.match((await verify(chain, outside)).fault, { number, what }, how)
})

t.test('an anchor that somebody else signed, or changed, counts for nothing', async (t) => {
  const forged = relink(changed(1, { who: 'someone else' }))
  const stranger = generateKeyPairSync('ed25519').privateKey
  t.match((await verify(forged, [anchorAt(20, stranger, forged)])).fault, { what: /was not signed with this key/ })
  const moved = JSON.stringify({ ...JSON.parse(anchors[0] ?? '') as object, number: 4, hash: lines[3]?.hash })
  t.match((await verify(lines, [moved])).fault, { what: /was not signed with this key/ })
  t.match((await verify(lines, ['{}'])).fault, { what: /line 1 of the anchors is damaged/ })
})

t.test('whatever single byte is changed, added or left out, it is found', async (t) => {
  const file = texts(writeChain(4, (line) => { line.detail = '{"a": "\\u0000 ％ é"}' })).join('\n')
  const bytes = Buffer.from(file)
  const sound = async (given: Buffer) => {
    const split = given.toString('latin1').split('\n').map((text) => Buffer.from(text, 'latin1').toString())
    return (await verifyChain(split, { anchors: [] })).fault === null
  }
  t.equal(await sound(bytes), true)
  await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
    const other = Buffer.from(bytes)
    other[at] = (other[at] ?? 0) ^ flip
    return !await sound(other)
  }), { numRuns: 2000 })
  await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, put) => !await sound(Buffer.concat([bytes.subarray(0, at), Buffer.of(put), bytes.subarray(at)]))), { numRuns: 1000 })
  await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), async (at) => !await sound(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]))), { numRuns: 1000 })
})

t.test('whatever is done to some lines without hashing anew, the first of them or the one behind is named', async (t) => {
  await fc.assert(fc.asyncProperty(fc.shuffledSubarray(lines, { minLength: 1 }), async (chain) => {
    const wrong = chain.findIndex((line, index) => line.number !== index + 1)
    const { fault } = await verify(chain)
    return wrong === -1 ? fault === null : fault?.number === wrong + 1
  }))
})
