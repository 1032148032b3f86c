import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { connect, DEFAULT_CIPHERS, type ConnectionOptions } from 'node:tls'
import t from 'tap'
import { buildApp } from '../../server/app.ts'
import { readTls } from '../../server/app/read-tls.ts'
import { testService } from '../service.ts'
import { testFolder } from '../stores.ts'

function makeCertificate (dir: string, name: string, ...more: string[]): { TLS_CERT: string, TLS_KEY: string } {
  const [TLS_CERT, TLS_KEY] = [join(dir, `${name}.pem`), join(dir, `${name}.key`)]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', TLS_KEY, '-out', TLS_CERT, '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', ...more], { stdio: 'ignore' })
  return { TLS_CERT, TLS_KEY }
}

t.test('TLS without a proxy in front', async (t) => {
  const dir = await testFolder(t)
  const [one, other] = [makeCertificate(dir, 'one'), makeCertificate(dir, 'other')]
  const { deps } = await testService(t, { worker: false, starter: false })
  const app = await buildApp({ ...deps, config: { ...deps.config, ...one } })
  t.teardown(() => app.close())
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const shake = async (options: ConnectionOptions): Promise<string> => {
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', rejectUnauthorized: false, ...options })
    try {
      await once(socket, 'secureConnect')
      return `${socket.getProtocol()} ${socket.getCipher().standardName}`
    } catch (error) {
      return (error as { code?: string }).code ?? String(error)
    } finally {
      socket.destroy()
    }
  }

  t.test('speaks TLS 1.3 where the caller does, and 1.2 with forward secrecy', async (t) => {
    t.match(await shake({}), /^TLSv1\.3 TLS_/)
    t.match(await shake({ maxVersion: 'TLSv1.2' }), /^TLSv1\.2 TLS_ECDHE_ECDSA_WITH_(AES_256_GCM|CHACHA20|AES_128_GCM)/)
  })

  t.test('refuses TLS 1.1 and 1.0, and ciphers without forward secrecy or authenticated encryption', async (t) => {
    // At level 0 this client itself would still speak them.
    const ciphers = `${DEFAULT_CIPHERS}:@SECLEVEL=0`
    for (const version of ['TLSv1.1', 'TLSv1'] as const) t.match(await shake({ minVersion: version, maxVersion: version, ciphers }), /^(ERR_SSL|ECONNRESET|EPROTO)/, version)
    for (const cipher of ['AES128-SHA', 'AES256-GCM-SHA384', 'ECDHE-ECDSA-AES128-SHA', 'NULL-SHA']) t.match(await shake({ maxVersion: 'TLSv1.2', ciphers: `${cipher}:@SECLEVEL=0` }), /^(ERR_SSL|ECONNRESET|EPROTO)/, cipher)
  })

  t.test('answers requests, with the header that keeps browsers on https', async (t) => {
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', rejectUnauthorized: false })
    await once(socket, 'secureConnect')
    const parts: Buffer[] = []
    socket.on('data', (part: Buffer) => parts.push(part)).write('GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    await once(socket, 'close')
    t.match(Buffer.concat(parts).toString(), /^HTTP\/1\.1 200 [\s\S]*strict-transport-security: max-age=63072000; includeSubDomains[\s\S]*"live"/i)
  })

  t.test('does not start with what is no certificate, or not its key', async (t) => {
    const refused = (settings: { TLS_CERT: string, TLS_KEY: string }, name: string, why: RegExp) => t.throws(() => readTls(settings), { code: 'CHOHYO_CONFIG_INVALID', message: new RegExp(`The setting ${name} is not usable: .*${why.source}`) }, why.source)
    refused({ ...one, TLS_CERT: join(dir, 'nowhere.pem') }, 'TLS_CERT', /ENOENT/)
    refused({ ...one, TLS_KEY: other.TLS_KEY }, 'TLS_KEY', /not the key of the certificate/)
    refused({ ...one, TLS_CERT: one.TLS_KEY }, 'TLS_CERT', /not a readable PEM/)
    await writeFile(join(dir, 'text'), 'text')
    refused({ ...one, TLS_KEY: join(dir, 'text') }, 'TLS_KEY', /not a readable PEM/)
    t.throws(() => readTls(one, new Date('2100-01-01')), { message: /ended on/ })
  })
})
