import { createServer } from 'node:http'
import { BlockList, type AddressInfo } from 'node:net'
import fc from 'fast-check'
import t from 'tap'
import { fetchOutside, readOutsideUrl } from '../../server/io/outside-fetch.ts'
import { isPublicAddress } from '../../server/io/public-address.ts'

const octet = fc.nat(255)
const inside = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), octet, octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(198), fc.constantFrom(18, 19), octet, octet),
  fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet)
)
type Four = [number, number, number, number]
const hex = (...bytes: number[]) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
const groups = ([a, b, c, d]: Four) => `${hex(a, b)}:${hex(c, d)}`
const number = ([a, b, c, d]: Four) => ((a * 256 + b) * 256 + c) * 256 + d

/** Ways to write one IPv4 address in the host of a URL, as browsers and the URL standard read it. */
const spellings: Array<(address: Four) => string> = [
  (address) => address.join('.'),
  (address) => `${number(address)}`,
  (address) => `0x${number(address).toString(16)}`,
  (address) => address.map((part) => `0x${part.toString(16)}`).join('.'),
  (address) => address.map((part) => `0${part.toString(8)}`).join('.'),
  ([a, b, c, d]) => `${a}.${(b * 256 + c) * 256 + d}`,
  ([a, b, c, d]) => `${a}.${b}.${c * 256 + d}`,
  (address) => `${address.join('.')}.`,
  (address) => address.join('.').replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (address) => address.join('%2e'),
  (address) => address.join('。'),
  (address) => `[::ffff:${address.join('.')}]`,
  (address) => `[::ffff:${groups(address)}]`,
  (address) => `[0:0:0:0:0:FFFF:${groups(address)}]`,
  (address) => `[::${address.join('.')}]`,
  (address) => `[64:ff9b::${groups(address)}]`,
  (address) => `[64:ff9b:1::${groups(address)}]`,
  (address) => `[2002:${groups(address)}::1]`,
  (address) => `[2001:0:4136:e378:8000:63bf:${groups(address.map((part) => part ^ 255) as Four)}]`,
  (address) => `[fe80::5efe:${groups(address)}]`
]

t.test('an address inside is refused, however it is written', async () => {
  fc.assert(fc.property(inside, fc.constantFrom(...spellings), (address, spell) => {
    try {
      readOutsideUrl(`https://${spell(address)}/x`, {})
      return false
    } catch (error) {
      return (error as { code: string }).code === 'CHOHYO_OUTSIDE_REFUSED'
    }
  }), { numRuns: 3000 })
})

t.test('and so are the other networks that are not public', async (t) => {
  for (const address of ['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'ff02::1', '100::1', '2001:db8::1', '2001::1', '2001:10::1', '3fff::1', '5f00::1', '64:ff9b::8.8.8.8', '2002:808:808::1', '::ffff:8.8.8.8', '192.0.0.8', '192.0.2.1', '203.0.113.9', '198.51.100.1', '255.255.255.255', '192.88.99.1', 'localhost', '']) {
    t.equal(isPublicAddress(address), false, address)
  }
  for (const address of ['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '169.253.0.1', '2606:4700:4700::1111', '2400:cb00::1', '2001:4860:4860::8888']) t.equal(isPublicAddress(address), true, address)
})

t.test('only https, without a user', async (t) => {
  for (const url of ['http://example.com', 'ftp://example.com', 'file:///etc/passwd', 'gopher://x', 'https://user@example.com', 'https://:pw@example.com', 'nonsense', 'https://', 'javascript:alert(1)', 'data:text/plain,x']) {
    t.throws(() => readOutsideUrl(url, {}), { code: 'CHOHYO_OUTSIDE_REFUSED' }, url)
  }
  t.equal(readOutsideUrl('https://siem.example.com/in?x=1', {}).host, 'siem.example.com')
})

t.test('a call', async (t) => {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(String(request.headers.host))
    if (request.url === '/moved') response.writeHead(302, { location: 'http://169.254.169.254/' }).end()
    else if (request.url === '/endless') { response.writeHead(200); const timer = setInterval(() => response.write('x'.repeat(100_000)), 1); response.on('close', () => clearInterval(timer)) } else if (request.url !== '/silent') response.end('ok')
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  t.teardown(() => { server.closeAllConnections(); server.close() })
  const { port } = server.address() as AddressInfo
  const allowed = new BlockList()
  allowed.addSubnet('127.0.0.0', 8)
  const to = (path: string) => ({ url: `http://siem.example.com:${port}${path}`, http: true, allowed })

  t.test('goes to the address that was checked, under the name that was given', async (t) => {
    let asked = 0
    const resolve = async () => [asked++ === 0 ? '127.0.0.1' : '10.0.0.1']
    const answer = await fetchOutside(to('/'), resolve)
    t.match(answer, { status: 200, body: Buffer.from('ok') })
    t.same([asked, seen.at(-1)], [1, `siem.example.com:${port}`], 'the name is resolved once')
  })

  t.test('is refused when one of the addresses of its name is not public', async (t) => {
    for (const found of [['8.8.8.8', '10.0.0.1'], ['2606:4700:4700::1111', '::1'], ['192.168.0.1'], ['::ffff:10.0.0.1'], ['fe80::1%eth0']]) {
      await t.rejects(fetchOutside(to('/'), async () => found), { code: 'CHOHYO_OUTSIDE_REFUSED', statusCode: 422 }, found.join())
    }
    await t.rejects(fetchOutside(to('/'), async () => []), { code: 'CHOHYO_OUTSIDE_FAILED' })
    await t.rejects(fetchOutside(to('/'), async () => { throw Object.assign(new Error('no'), { code: 'ENOTFOUND' }) }), { code: 'CHOHYO_OUTSIDE_FAILED', statusCode: 502 })
  })

  t.test('follows no redirect, and has an end', async (t) => {
    const home = async () => ['127.0.0.1']
    t.match(await fetchOutside(to('/moved'), home), { status: 302 })
    await t.rejects(fetchOutside({ ...to('/silent'), ms: 200 }, home), { code: 'CHOHYO_OUTSIDE_FAILED' })
    await t.rejects(fetchOutside({ ...to('/endless'), mostBytes: 50_000 }, home), { code: 'CHOHYO_OUTSIDE_FAILED', message: /ANSWER_TOO_LARGE/ })
  })
})
