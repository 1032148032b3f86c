import { readFileSync } from 'node:fs'
import t from 'tap'

t.test('the container is built and run with least rights', async (t) => {
  const file = readFileSync('Dockerfile', 'utf8')
  t.match(file, /^RUN npm ci --omit=dev --ignore-scripts$/m)
  t.ok(file.lastIndexOf('USER 10001:10001') > file.lastIndexOf('RUN'), 'nothing after the user is made root\'s')
  t.same([...file.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' ')).filter((name) => /^(\.|\.\/|data|test)$/.test(name)), [], 'nothing is copied that was not named')
  const compose = readFileSync('docs/security/container/compose.yaml', 'utf8')
  for (const line of [/^ {4}read_only: true$/m, /^ {4}cap_drop: \[ALL\]$/m, /^ {6}- no-new-privileges:true$/m, /^ {4}user: "10001:10001"$/m, /^ {6}- \/tmp:rw,nosuid,nodev,/m]) t.match(compose, line)
  t.notMatch(compose, /privileged|SYS_ADMIN|unconfined|docker\.sock|network_mode: host/)
})
