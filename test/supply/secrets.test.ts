import { globSync, readFileSync, statSync } from 'node:fs'
import t from 'tap'

/** What a secret looks like, by its kind. */
const SECRETS: Record<string, RegExp> = {
  'a private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*(?:\\n)?[A-Za-z0-9+/]{40}/g,
  'an API key of ours': /\bchy_[A-Za-z0-9_-]{43}\b/g,
  'an AWS key': /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  'a session of Salesforce': /\b00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?![A-Za-z0-9._]{60,}/g,
  'a token of GitHub': /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})/g,
  'a token of npm': /\bnpm_[A-Za-z0-9]{36}\b/g,
  'a token of Slack': /\bxox[abprs]-[A-Za-z0-9-]{20,}/g,
  'a signed token': /\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{40,}/g,
  'a password in an address': /\b(?:postgres(?:ql)?|rediss?|https?):\/\/[^\s:@/'"`${}]+:[^\s:@/'"`${}]{8,}@(?!127\.|localhost)[\w.-]+/g
}

/** What looks like one and is none: file and text. */
const KNOWN: Array<[file: RegExp, text: RegExp]> = [
  // The example that AWS itself prints in its documentation.
  [/^test\/(corpus|supply)\//, /^AKIAIOSFODNN7EXAMPLE$/]
]

const files = globSync('**/*', { exclude: ['node_modules', '**/node_modules', 'data', '.tap', '.git', 'evidence'] }).filter((name) => statSync(name).isFile() && statSync(name).size < 3_000_000)

t.test('no file of the repository holds a secret', async (t) => {
  t.ok(files.length > 500)
  const found = files.flatMap((file) => find(readFileSync(file, 'utf8')).filter(({ text }) => !KNOWN.some(([where, what]) => where.test(file) && what.test(text))).map(({ kind, text }) => `${file}: ${kind} ${text.slice(0, 12)}…`))
  t.same(found, [])
})

t.test('nor is a file there that holds nothing else', async (t) => {
  t.same(files.filter((name) => /(^|\/)(\.env(\..+)?|id_(rsa|ed25519)|.*\.(pem|key|p12|pfx|jks|keystore))$/.test(name)), [])
})

t.test('the scan finds each kind', async (t) => {
  const [a43, a36] = ['aB3'.repeat(15).slice(0, 43), 'aB3'.repeat(12)]
  const planted = [`-----BEGIN ${'PRIVATE'} KEY-----\n${'A'.repeat(64)}`, `chy${'_'}${a43}`, `AKIA${'ABCDEFGH12345678'}`, `00D000000000001AAA!${a43}${a43}`, `ghp${'_'}${a36}`, `npm${'_'}${a36}`, `xoxb${'-'}1234567890-abcdefghijkl`, `eyJ${a43}.eyJ${a43}.${a43}`, `postgres://user:${'longpassword'}@db.example/x`]
  t.same(planted.map((text) => find(`x = "${text}"`).map(({ kind }) => kind)), Object.keys(SECRETS).map((kind) => [kind]))
})

function find (text: string): Array<{ kind: string, text: string }> {
  return Object.entries(SECRETS).flatMap(([kind, pattern]) => [...text.matchAll(pattern)].map(([match]) => ({ kind, text: match })))
}
