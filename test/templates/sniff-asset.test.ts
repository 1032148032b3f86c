import t from 'tap'
import { sniffAsset } from '../../server/templates/sniff-asset.ts'

const png = (width: number, height: number) => {
  const bytes = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.alloc(8)])
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}
const jpeg = (width: number, height: number) => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0])

t.test('the bytes tell what an image is', async (t) => {
  t.equal(sniffAsset(png(10, 10)).contentType, 'image/png')
  t.equal(sniffAsset(jpeg(10, 10)).contentType, 'image/jpeg')
  t.equal(sniffAsset(Buffer.from('\ufeff<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"></svg>')).contentType, 'image/svg+xml')
})

t.test('what cannot be printed safely is refused', async (t) => {
  t.throws(() => sniffAsset(png(60_000, 60_000)), /pixels/)
  t.throws(() => sniffAsset(jpeg(60_000, 60_000)), /pixels/)
  t.throws(() => sniffAsset(Buffer.alloc(6_000_000)), /5 MB/)
  t.throws(() => sniffAsset(Buffer.from('GIF89a')), /no PNG/)
  t.throws(() => sniffAsset(Buffer.from('<html><svg></svg></html>')), /no PNG/)
  t.throws(() => sniffAsset(Buffer.from('<svg onload="x"></svg>')), /onload/)
  t.throws(() => sniffAsset(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0])), /no PNG/)
})
