import type { X509Certificate } from 'node:crypto'
import { globSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CertificateUnreadable, SfRefused } from '../errors.ts'
import { readCertificate } from './org-keys.ts'
import { callSf } from './org-sf.ts'
import { targetWords, type Ground } from './org-steps.ts'
import { herePath } from './usage.ts'

const metadata = (label: string) => `<?xml version="1.0" encoding="UTF-8"?>
<Certificate xmlns="http://soap.sforce.com/2006/04/metadata">
    <caSigned>false</caSigned>
    <keySize>4096</keySize>
    <masterLabel>${label}</masterLabel>
    <privateKeyExportable>false</privateKeyExportable>
</Certificate>
`

/**
 * The certificate by which the org signs its requests: made in the org when it is not there, its key never leaves Salesforce. A self-signed one of
 * 4096 bits lasts two years. https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_certificate.htm
 */
export async function bringCertificate (ground: Ground, work: string): Promise<X509Certificate> {
  const { config, options, say } = ground
  const certificate = options.certificate === undefined ? await fetchCertificate(ground, work) : await readCertificate(herePath(config, options.certificate))
  if (new Date(certificate.validTo) < new Date()) throw new CertificateUnreadable(`${options.certificate ?? options.identity} has expired and`)
  say(`      ${options.identity}, good until ${new Date(certificate.validTo).toISOString().slice(0, 10)}`)
  return certificate
}

async function fetchCertificate (ground: Ground, work: string): Promise<X509Certificate> {
  try {
    if (!await isThere(ground)) await makeInOrg(ground, work)
    return await retrieve(ground, work)
  } catch (error) {
    if (!(error instanceof SfRefused)) throw error
    return askForFile(ground, error)
  }
}

async function isThere ({ options }: Ground): Promise<boolean> {
  const { records } = await callSf<{ records: unknown[] }>(['data', 'query', '--use-tooling-api', '--query', `SELECT Id FROM Certificate WHERE DeveloperName = '${options.identity}'`, ...targetWords(options)])
  return records.length > 0
}

/** An empty file tells Salesforce to make the key pair itself. */
async function makeInOrg ({ options }: Ground, work: string): Promise<void> {
  const dir = join(work, 'certificate')
  await rm(dir, { recursive: true, force: true })
  await mkdir(join(dir, 'certs'), { recursive: true })
  await writeFile(join(dir, 'certs', `${options.identity}.crt`), '')
  await writeFile(join(dir, 'certs', `${options.identity}.crt-meta.xml`), metadata(options.identity.replaceAll('_', ' ')))
  await writeFile(join(dir, 'package.xml'), `<?xml version="1.0" encoding="UTF-8"?>
<Package xmlns="http://soap.sforce.com/2006/04/metadata">
    <types>
        <members>${options.identity}</members>
        <name>Certificate</name>
    </types>
    <version>66.0</version>
</Package>
`)
  await callSf(['project', 'deploy', 'start', '--metadata-dir', dir, '--wait', '15', ...targetWords(options)], { cwd: join(work, 'source') })
}

async function retrieve ({ options }: Ground, work: string): Promise<X509Certificate> {
  const dir = join(work, 'retrieved-certificate')
  await rm(dir, { recursive: true, force: true })
  await callSf(['project', 'retrieve', 'start', '--metadata', `Certificate:${options.identity}`, '--target-metadata-dir', dir, '--unzip', '--wait', '15', ...targetWords(options)], { cwd: join(work, 'source') })
  const [file] = globSync(`**/${options.identity}.crt`, { cwd: dir })
  if (file === undefined) throw new SfRefused('retrieve the certificate', 'it is not among what came back.')
  return readCertificate(join(dir, file))
}

async function askForFile ({ config, options, asking, say }: Ground, error: Error): Promise<X509Certificate> {
  say(`      ${error.message}`)
  say('      Then by hand. In Setup, Certificate and Key Management:')
  say(`        Create Self-Signed Certificate, Unique Name ${options.identity}, Key Size 4096, Save (not if it is there already);`)
  say('        open it, Download Certificate.')
  for (;;) {
    try {
      return await readCertificate(herePath(config, await asking.ask('      Path of the downloaded file:')))
    } catch (unreadable) {
      if (!(unreadable instanceof CertificateUnreadable)) throw unreadable
      say(`      ${unreadable.message}`)
    }
  }
}
