import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AnyIdContext, IdContext, type ApexParserRuleContext } from '@apexdevtools/apex-parser'
import ts from 'typescript'
import { lineOfNode, nodesOf, readApex, stringsOf } from './apex.ts'
import { nodesOf as scriptNodes } from './component-program.ts'
import { lineOf, type Finding } from './finding.ts'
import { readProject } from './read-project.ts'
import { all, everything, text } from './xml.ts'

/** Words that give a secret of a person or of an org away, or that ask for one. */
const SECRETS = /refresh_?token|offline_access|session_?id|\$api\.|passwo?r?d|getaccesstoken|loginby|securitytoken/i

/** Where such a word is right, and why. Everything else is a finding. */
export const ALLOWED: Array<{ files: RegExp, words: RegExp, why: string }> = [
  { files: /^server\/users\//, words: /password|sessionid|session_?id/i, why: 'the console’s own accounts and sessions, which have nothing to do with those of Salesforce' },
  { files: /^server\/(io\/(migrations\/\d+-(sign-in|accounts)|access-tables|users-tables)|main\/(open-demo|open-demo-accounts|say)|errors|errors-ja)\.ts$/, words: /password/i, why: 'the console’s own accounts' },
  { files: /^server\/tenants\/(authenticate|api-key-routes|tenant-routes|demand-fresh-admin|schema)\.ts$/, words: /^sessionId$/, why: 'a session of the console' },
  { files: /^server\/tenants\/(archive-readme|inventory-tables)\.ts$/, words: /password/i, why: 'what is said of the console’s own accounts' },
  { files: /^server\/(config|io\/outside-fetch)\.ts$/, words: /password/i, why: 'the mail server of the operator; an address with a password in it is refused' },
  { files: /^server\/services\//, words: /password/i, why: 'the servers that a tenant has its documents delivered to: mail, SFTP, FTP, WebDAV' },
  { files: /^server\/envelopes\/schema\.ts$/, words: /^password$/, why: 'what encrypts a ZIP' },
  { files: /^server\/console\/app\//, words: /password/i, why: 'the form to sign in to the console' },
  { files: /^server\/(io\/salesforce-errors|sandbox\/serve\/(take-call|apply-fault))\.ts$/, words: /^INVALID_SESSION_ID$/, why: 'the code by which Salesforce says that an access token has ended' }
]

/** No session id, refresh token or password of Salesforce anywhere in Apex, metadata, components and service. */
export function checkSecrets (root: string): Finding[] {
  const wrong = wordsOf(root).filter(({ file, message }) => !ALLOWED.some(({ files, words }) => files.test(file) && words.test(message)))
  return [...wrong.map(({ file, line, message }) => ({ file, line, message: `${message}: no session id, refresh token or password is to be used.` })), ...checkScopes(root)]
}

/** Allowances that nothing needs any more. */
export function idleAllowances (root: string): string[] {
  const words = wordsOf(root)
  return ALLOWED.filter((each) => !words.some(({ file, message }) => each.files.test(file) && each.words.test(message))).map(({ files, words }) => `${files.source} ${words.source}`)
}

function wordsOf (root: string): Finding[] {
  return [...wordsInApex(root), ...wordsInMarkup(root), ...wordsInScripts(root)]
}

function wordsInApex (root: string): Finding[] {
  return readApex(root).flatMap(({ file, tree }) => [
    ...[...nodesOf<ApexParserRuleContext>(tree, IdContext), ...nodesOf<ApexParserRuleContext>(tree, AnyIdContext)].map((node) => ({ file, line: lineOfNode(node), message: node.getText() })),
    ...stringsOf(tree).map((each) => ({ file, line: each.line, message: each.text }))
  ].filter(({ message }) => SECRETS.test(message)))
}

/** What a policy says about tokens is asked for in checkScopes; labels are for people. */
const ABOUT = ['isSecretRequiredForRefreshToken', 'refreshTokenPolicyType', 'refreshTokenValidityPeriod', 'refreshTokenValidityUnit', 'commaSeparatedOauthScopes']

function wordsInMarkup (root: string): Finding[] {
  const { files, xml, source } = readProject(root)
  const templates = files.filter((file) => file.endsWith('.html')).flatMap((file) => [...source(file).matchAll(new RegExp(SECRETS, 'gi'))].map((match) => ({ file, line: lineOf(source(file), match.index), message: match[0] })))
  const metadata = files.filter((file) => file.endsWith('-meta.xml')).flatMap((file) => {
    const parsed = xml(file)
    const elements = 'root' in parsed ? everything(parsed.root) : []
    return elements.filter(({ name }) => !ABOUT.includes(name)).flatMap(({ name, line, text: words }) => [name, words].filter((word) => SECRETS.test(word)).map((message) => ({ file, line, message })))
  })
  return [...templates, ...metadata]
}

function wordsInScripts (root: string): Finding[] {
  const folders = ['lwc', 'server'].filter((folder) => existsSync(join(root, folder)))
  const files = folders.flatMap((folder) => globSync(`${folder}/**/*.{ts,cjs}`, { cwd: root })).sort()
  return files.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8')
    if (!SECRETS.test(source)) return []
    const script = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true)
    return scriptNodes(script).filter((node) => ts.isIdentifier(node) || ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      .map((node) => ({ file, line: script.getLineAndCharacterOfPosition(node.getStart()).line + 1, message: (node as ts.Identifier | ts.StringLiteralLike).text }))
      .filter(({ message }) => SECRETS.test(message))
  })
}

/** The bearer flow asks for the scope of refresh tokens and gives none; the policy has to say so as well. */
function checkScopes (root: string): Finding[] {
  const { metadata } = readProject(root)
  const closed = [...metadata('.ecaOauthPlcy-meta.xml').values()].filter(({ element }) => text(element, 'refreshTokenPolicyType') === 'Zero').map(({ element }) => text(element, 'externalClientApplication'))
  return [...metadata('.ecaOauth-meta.xml').values()].filter(({ element }) => !closed.includes(text(element, 'externalClientApplication')))
    .flatMap(({ file, element }) => all(element, 'commaSeparatedOauthScopes')).filter((each) => /refresh|offline/i.test(each.text))
    .map((each) => ({ file: [...metadata('.ecaOauth-meta.xml').values()][0]?.file ?? '', line: each.line, message: 'The app may ask for refresh tokens, and no policy of it ends them at once (refreshTokenPolicyType Zero).' }))
}
