import { createPrivateKey, X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { integer, oid, utcTime } from '../../server/cli/org-der.ts'
import { makeCertificate, makePrivateKey, readCertificate } from '../../server/cli/org-keys.ts'
import { testFolder } from '../stores.ts'

t.test('our certificate is over our key, signed by it, and lasts ten years', async (t) => {
  const key = makePrivateKey()
  const certificate = new X509Certificate(makeCertificate(key, 'Chohyo 00D000000000001AAA', new Date('2026-11-24T01:02:03.456Z')))
  t.ok(certificate.checkPrivateKey(createPrivateKey(key)))
  t.ok(certificate.verify(certificate.publicKey))
  t.ok(certificate.checkIssued(certificate))
  t.equal(certificate.subject, 'CN=Chohyo 00D000000000001AAA')
  t.equal(new Date(certificate.validFrom).toISOString(), '2026-11-24T01:02:03.000Z')
  t.equal(new Date(certificate.validTo).toISOString(), '2036-11-24T01:02:03.000Z')
  t.not(certificate.serialNumber, new X509Certificate(makeCertificate(key, 'Chohyo', new Date())).serialNumber)
})

t.test('numbers, names and times are written as DER wants them', async (t) => {
  t.equal(integer(Buffer.of(0, 0, 0x7f)).toString('hex'), '02017f', 'as short as can be')
  t.equal(integer(Buffer.of(0x80)).toString('hex'), '02020080', 'and positive')
  t.equal(integer(Buffer.of(0, 0)).toString('hex'), '020100')
  t.equal(oid(1, 2, 840, 113549, 1, 1, 11).toString('hex'), '06092a864886f70d01010b')
  t.equal(utcTime(new Date('2036-01-02T03:04:05Z')).subarray(2).toString(), '360102030405Z')
})

t.test('a downloaded certificate is read as PEM and as DER, and nothing else is', async (t) => {
  const dir = await testFolder(t)
  const pem = makeCertificate(makePrivateKey(), 'Org', new Date())
  writeFileSync(join(dir, 'a.crt'), pem)
  writeFileSync(join(dir, 'b.crt'), new X509Certificate(pem).raw)
  writeFileSync(join(dir, 'c.crt'), '<html>')
  t.equal((await readCertificate(join(dir, 'a.crt'))).subject, 'CN=Org')
  t.equal((await readCertificate(join(dir, 'b.crt'))).subject, 'CN=Org')
  await t.rejects(readCertificate(join(dir, 'c.crt')), { code: 'CHOHYO_CERTIFICATE_UNREADABLE' })
  await t.rejects(readCertificate(join(dir, 'd.crt')), { code: 'CHOHYO_CERTIFICATE_UNREADABLE' })
})
