import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What is different for every org and every service. */
export interface OrgValues {
  /** PUBLIC_URL as the service knows it */
  serviceUrl: string
  /** unique name of the org's certificate */
  identity: string
  contactEmail: string
  /** PEM over our public key; without it the app is made but lets nobody in yet */
  certificate?: string | undefined
}

const PLACEHOLDER = 'https://chohyo.example.com'
const DEFAULTS = 'main/default'

/** Writes the values into a copy of `force-app`; the sources keep their placeholders. */
export async function fillPackage (forceApp: string, { serviceUrl, identity, contactEmail, certificate }: OrgValues): Promise<void> {
  const { origin } = new URL(serviceUrl)
  const change = (file: string, ...pairs: Array<[from: string, to: string]>): Promise<void> => replaceOnce(join(forceApp, DEFAULTS, file), pairs)
  await change('namedCredentials/Chohyo.namedCredential-meta.xml', [PLACEHOLDER, serviceUrl.replace(/\/$/, '')])
  await change('cspTrustedSites/Chohyo.cspTrustedSite-meta.xml', [PLACEHOLDER, origin])
  await change('customMetadata/ChohyoSettings.Default.md-meta.xml', [PLACEHOLDER, serviceUrl], ['Chohyo_Signing', identity])
  await change('externalClientApps/Chohyo.eca-meta.xml', ['admin@chohyo.example.com', contactEmail])
  const callback = `<callbackUrl>${PLACEHOLDER}/</callbackUrl>`
  const bare = certificate?.replace(/-----[A-Z ]+-----|\s/g, '')
  await change('extlClntAppGlobalOauthSets/Chohyo_glbloauth.ecaGlblOauth-meta.xml', [callback, `<callbackUrl>${escapeXml(origin)}/</callbackUrl>${bare === undefined ? '' : `\n    <certificate>${bare}</certificate>`}`])
}

/** A placeholder that is not there once is a fault of the sources. */
async function replaceOnce (file: string, pairs: Array<[from: string, to: string]>): Promise<void> {
  let text = await readFile(file, 'utf8')
  for (const [from, to] of pairs) {
    const parts = text.split(from)
    if (parts.length !== 2) throw new Error(`${file} has ${from} ${parts.length - 1} times`)
    text = parts.join(from.startsWith('<') ? to : escapeXml(to))
  }
  await writeFile(file, text)
}

function escapeXml (text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
