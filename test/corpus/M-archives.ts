import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { cases, type Case } from './case.ts'

/**
 * Class M: archives that write beside their folder, lie about their size or never end. Nothing that comes from outside is unpacked by this service: an
 * archive is no image, no body and no PDF, whatever is in it, and as a file of the org it is bytes to save.
 */
interface Entry { name: string | Buffer, data?: string | Buffer, /** Unix mode, as for a link */ mode?: number, flags?: number, method?: number, /** what the headers say instead of the truth */ size?: number, packed?: number, crc?: number, extra?: Buffer, comment?: string }

/** A ZIP file written by hand, so that it can lie: APPNOTE.TXT 4.3, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export function zip (entries: Entry[], { count = entries.length, comment = '', shift = 0 }: { count?: number, comment?: string, shift?: number } = {}): Buffer {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const { name, data = 'x', mode = 0o100644, flags = 0x800, method = 8, size, packed, crc, extra = Buffer.alloc(0), comment: said = '' } of entries) {
    const [bytes, label] = [Buffer.from(data), Buffer.from(name)]
    const stored = method === 8 ? deflateRawSync(bytes) : bytes
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(method, 4)
    common.writeUInt32LE(crc ?? crc32(bytes), 10)
    common.writeUInt32LE(packed ?? stored.length, 14)
    common.writeUInt32LE(size ?? bytes.length, 18)
    common.writeUInt16LE(label.length, 22)
    common.writeUInt16LE(extra.length, 24)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, label, extra, stored])
    const tail = Buffer.alloc(14)
    tail.writeUInt16LE(said.length, 0)
    tail.writeUInt32LE((mode << 16) >>> 0, 6)
    tail.writeUInt32LE(at + shift, 10)
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, tail, label, extra, Buffer.from(said)]))
    parts.push(local)
    at += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...parts, directory, end, Buffer.from(comment)])
}

/** A tar header: https://www.gnu.org/software/tar/manual/html_node/Standard.html */
export function tar (name: string, { type = '0', link = '', size = 0 }: { type?: string, link?: string, size?: number } = {}): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write('0000644\0', 100)
  header.write(size.toString(8).padStart(11, '0'), 124)
  header.fill(' ', 148, 156)
  header.write(type, 156)
  header.write(link, 157)
  header.write('ustar\x0000', 257)
  header.write(header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0') + '\0 ', 148)
  return Buffer.concat([header, Buffer.alloc(1024)])
}

const LINK = 0o120777
const zeros = Buffer.alloc(5_000_000)
const bomb = zip([{ name: 'zeros', data: zeros }])
const asset = (inputs: Record<string, Buffer>, cve?: string[]): Case[] => cases('asset', 'refused', Object.fromEntries(Object.entries(inputs).map(([name, bytes]) => [`M ${name}`, bytes])), cve)
const file = (inputs: Record<string, Buffer>): Case[] => cases('file', 'harmless', Object.fromEntries(Object.entries(inputs).map(([name, bytes]) => [`M a file: ${name}`, { title: name, bytes }])))

export const archiveCases: Case[] = [
  ...asset({ 'an entry upwards': zip([{ name: '../../etc/cron.d/x' }]) }, ['CVE-2018-1002204']),
  ...asset({ 'an entry upwards with backslashes': zip([{ name: '..\\..\\x' }]) }, ['CVE-2018-1002203']),
  ...asset({ 'a link, and a file behind it': zip([{ name: 'l', data: '/etc', mode: LINK }, { name: 'l/passwd' }]) }, ['CVE-2026-56876']),
  ...asset({ 'a hard link out of the folder': tar('x', { type: '1', link: '/etc/passwd' }) }, ['CVE-2026-10732']),
  ...asset({ 'a link of a tar, and a file behind it': Buffer.concat([tar('l', { type: '2', link: '/etc' }), tar('l/passwd')]) }, ['CVE-2026-101894']),
  ...asset({ 'a bomb that says it is empty': zip([{ name: 'x', data: zeros, size: 0 }]) }, ['GHSA-rcw4-f5rp-g42v']),
  ...asset({
    'an absolute entry': zip([{ name: '/etc/passwd' }]),
    'a drive': zip([{ name: 'C:\\x' }]),
    'a share': zip([{ name: '\\\\host\\share\\x' }]),
    'an entry upwards in the middle': zip([{ name: 'a/../../x' }]),
    'an entry upwards by percent signs': zip([{ name: '%2e%2e/x' }]),
    'an entry upwards in full width': zip([{ name: '．．／x' }]),
    'a file upwards within its folder': zip([{ name: 'a/b/../../../x' }]),
    'NUL in a name': zip([{ name: 'a.png\0.sh' }]),
    'no name': zip([{ name: '' }]),
    'a name of 60,000 letters': zip([{ name: 'x'.repeat(60_000) }]),
    'a name in CP932': zip([{ name: Buffer.from([0x92, 0xa0, 0x95, 0x5c]), flags: 0 }]),
    'a name of broken UTF-8': zip([{ name: Buffer.from([0xff, 0xfe, 0x2f]) }]),
    'a name from right to left': zip([{ name: 'a\u202egnp.exe' }]),
    'a reserved name': zip([{ name: 'CON' }, { name: 'aux.txt' }]),
    'a stream of a file': zip([{ name: 'x.txt:stream' }]),
    'the same name twice': zip([{ name: 'a', data: '1' }, { name: 'a', data: '2' }]),
    'the same name in capitals': zip([{ name: 'a' }, { name: 'A' }]),
    'the same name composed and not': zip([{ name: 'が' }, { name: 'か\u3099' }]),
    'a folder that is a file': zip([{ name: 'a/' }, { name: 'a' }]),
    'a link alone': zip([{ name: 'l', data: '../../etc/passwd', mode: LINK }]),
    'a device': tar('dev', { type: '3' }),
    'a pipe': tar('fifo', { type: '6' }),
    'a bomb': bomb,
    'a bomb in a bomb': zip([{ name: 'a.zip', data: bomb }, { name: 'b.zip', data: bomb }]),
    'an archive in an archive in an archive': zip([{ name: 'a.zip', data: zip([{ name: 'b.zip', data: zip([{ name: 'c.zip' }]) }]) }]),
    '20,000 entries': zip(Array.from({ length: 20_000 }, (_, at) => ({ name: String(at), method: 0 }))),
    'more entries announced than there are': zip([{ name: 'a' }], { count: 65_535 }),
    'fewer entries announced than there are': zip([{ name: 'a' }, { name: 'b' }], { count: 1 }),
    'entries that overlap': zip([{ name: 'a', packed: 1_000_000 }, { name: 'b' }]),
    'an offset outside the file': zip([{ name: 'a' }], { shift: 0x7fffffff }),
    'a size beyond four gigabytes': zip([{ name: 'a', size: 0xffffffff, packed: 0xffffffff }]),
    'a wrong checksum': zip([{ name: 'a', crc: 1 }]),
    'an encrypted entry': zip([{ name: 'a', flags: 0x801 }]),
    'a method nobody knows': zip([{ name: 'a', method: 99 }]),
    'sizes that come afterwards': zip([{ name: 'a', flags: 0x808 }]),
    'an extra field that lies': zip([{ name: 'a', extra: Buffer.from([0x01, 0x00, 0xff, 0xff]) }]),
    'a comment that looks like an end': zip([{ name: 'a' }], { comment: 'PK\x05\x06' + '\0'.repeat(18) }),
    'only an end': zip([]),
    'cut in half': zip([{ name: 'a', data: zeros.subarray(0, 1000) }]).subarray(0, 60),
    'a picture before an archive': Buffer.concat([Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), zip([{ name: 'a' }])]),
    'gzip of ten megabytes of zeros': gzipSync(Buffer.alloc(10_000_000)),
    'gzip cut short': gzipSync('x').subarray(0, 8),
    'a tar upwards': tar('../../x'),
    'a tar with a negative size': tar('x', { size: 0 }).fill(0xff, 124, 136),
    '7z': Buffer.from('377abcaf271c0004', 'hex'),
    RAR: Buffer.from('526172211a0700', 'hex'),
    xz: Buffer.from('fd377a585a000004', 'hex'),
    zstd: Buffer.from('28b52ffd0000', 'hex')
  }),
  ...cases('request', 'refused', {
    'M an archive as a body': { method: 'PUT', url: '/v1/templates/hostile', payload: bomb, headers: { 'content-type': 'application/zip' } },
    'M an archive as JSON': { method: 'PUT', url: '/v1/templates/hostile', payload: bomb, headers: { 'content-type': 'application/json' } },
    'M JSON packed by gzip': { method: 'PUT', url: '/v1/templates/hostile', payload: gzipSync('{"label":"x","body":{}}'), headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } },
    'M a bomb of gzip as a body': { method: 'PUT', url: '/v1/templates/hostile', payload: gzipSync(Buffer.alloc(50_000_000)), headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } },
    'M JSON that says it is packed': { method: 'PUT', url: '/v1/templates/hostile', payload: '{"label":"x"}', headers: { 'content-type': 'application/json', 'content-encoding': 'br' } }
  }),
  ...file({ 'upwards.zip': zip([{ name: '../../x' }]), 'bomb.zip': bomb, 'link.tar': tar('l', { type: '2', link: '/etc/passwd' }) })
]
