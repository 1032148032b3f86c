import { readApex, stringsOf } from './apex.ts'
import type { Finding } from './finding.ts'
import { readProject, type Project } from './read-project.ts'
import { all, first, text, type Element } from './xml.ts'

/** Named credentials, external credentials, `callout:` in Apex, trusted sites, and the four files of an external client app know each other. */
export function checkCredentials (root: string): Finding[] {
  const project = readProject(root)
  return [...checkNamed(project), ...checkCallouts(project), ...checkTrust(project), ...checkApps(project), ...checkPolicies(project)]
}

function checkNamed ({ root, metadata }: Project): Finding[] {
  const used = calloutsOf(root).map(({ name }) => name)
  return [...metadata('.namedCredential-meta.xml')].flatMap(([name, { file, element }]) => [
    ...parameters(element, 'Authentication', 'externalCredential').filter((each) => !metadata('.externalCredential-meta.xml').has(each.text))
      .map((each) => ({ file, line: each.line, message: `There is no external credential ${each.text}.` })),
    ...used.includes(name) ? [] : [{ file, message: `No Apex calls callout:${name}.` }]
  ])
}

function parameters (credential: Element, type: string, element: string): Element[] {
  return all(credential, 'namedCredentialParameters').filter((each) => text(each, 'parameterType') === type).flatMap((each) => all(each, element))
}

function checkCallouts ({ root, metadata }: Project): Finding[] {
  return calloutsOf(root).filter(({ name }) => !metadata('.namedCredential-meta.xml').has(name)).map(({ file, line, name }) => ({ file, line, message: `There is no named credential ${name}.` }))
}

function calloutsOf (root: string): Array<{ file: string, line: number, name: string }> {
  return readApex(root).flatMap(({ file, tree }) => stringsOf(tree).flatMap(({ line, text: words }) => {
    const [, name] = /^callout:(\w+)/.exec(words) ?? []
    return name === undefined ? [] : [{ file, line, name }]
  }))
}

/** The browser may go to the service that Apex calls: both files name one address. */
function checkTrust ({ metadata }: Project): Finding[] {
  const origins = [...metadata('.namedCredential-meta.xml').values()].flatMap(({ element }) => parameters(element, 'Url', 'parameterValue')).map((each) => originOf(each.text))
  return [...metadata('.cspTrustedSite-meta.xml').values()].flatMap(({ file, element }) => {
    const site = first(element, 'endpointUrl')
    return site === undefined || origins.includes(originOf(site.text)) ? [] : [{ file, line: site.line, message: `No named credential leads to ${site.text}.` }]
  })
}

function originOf (url: string): string {
  return URL.parse(url)?.origin ?? url
}

const PARTS = { '.ecaOauth-meta.xml': 'OAuth settings', '.ecaGlblOauth-meta.xml': 'global OAuth settings', '.ecaOauthPlcy-meta.xml': 'OAuth policies' }

function checkApps ({ metadata }: Project): Finding[] {
  const apps = [...metadata('.eca-meta.xml')]
  const parts = Object.entries(PARTS).map(([suffix, words]) => ({ words, files: [...metadata(suffix).values()].map(({ file, element }) => ({ file, app: first(element, 'externalClientApplication') })) }))
  return [
    ...apps.flatMap(([name, { file }]) => parts.filter(({ files }) => !files.some(({ app }) => app?.text === name)).map(({ words }) => ({ file, message: `The external client app ${name} has no ${words}.` }))),
    ...parts.flatMap(({ files }) => files).filter(({ app }) => !apps.some(([name]) => name === app?.text)).map(({ file, app }) => ({ file, line: app?.line, message: `There is no external client app ${app?.text}.` }))
  ]
}

function checkPolicies ({ metadata }: Project): Finding[] {
  return [...metadata('.ecaOauthPlcy-meta.xml').values()].flatMap(({ file, element }) => {
    const sets = first(element, 'commaSeparatedPermissionSet')
    return (sets?.text.split(',') ?? []).map((name) => name.trim()).filter((name) => !metadata('.permissionset-meta.xml').has(name))
      .map((name) => ({ file, line: sets?.line, message: `There is no permission set ${name}.` }))
  })
}
