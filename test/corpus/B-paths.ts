import { cases, plain, type Case } from './case.ts'
import { page } from './template-case.ts'

/** Class B by hand: ways to a file of this machine. No path of a caller leads anywhere: templates name images by their hash, files are ids. */
const image = (address: string) => page(`<img src="${address}">`)
const templates = (inputs: Record<string, string>, cve?: string[]): Case[] => cases('template', 'refused', Object.fromEntries(Object.entries(inputs).map(([name, address]) => [`B ${name}`, image(address)])), cve)
const get = (url: string) => ({ method: 'GET' as const, url })

export const pathCases: Case[] = [
  ...templates({ 'a UNC path to this machine': '\\\\localhost\\etc\\passwd' }, ['CVE-2024-21527']),
  ...templates({ 'a file URL in capitals': 'FILE:///etc/passwd' }, ['GHSA-jjwv-57xh-xr6r']),
  ...templates({ 'a file URL with a host': 'file://localhost/etc/passwd', 'a file URL of one slash': 'file:/etc/passwd' }, ['CVE-2024-40639']),
  ...templates({ 'a path to a stamp': '/var/stamp.pdf' }, ['CVE-2026-42593']),
  ...cases('page', 'harmless', { 'a script that reads a file and writes it into the page': '<script>x=new XMLHttpRequest;x.onload=function(){document.write(this.responseText)};x.open("GET","file:///etc/passwd");x.send()</script>' }, ['CVE-2019-15138', 'GHSA-x4w5-r546-x9qh']),
  ...cases('page', 'harmless', { 'Markdown that reads a file': '<script>document.write(require("fs").readFileSync("/etc/passwd"))</script><iframe src="/etc/passwd"></iframe>' }, ['GHSA-qghr-877h-f9jh']),
  ...templates({
    'a file URL with two hosts': 'file:////etc/passwd',
    'a file URL with a tab': 'fi\tle:///etc/passwd',
    'a file URL with an entity': '&#102;ile:///etc/passwd',
    'a path upwards': '../../../../etc/passwd',
    'a path upwards by percent signs': '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    'a path upwards, encoded twice': '%252e%252e%252fetc',
    'a path upwards by overlong bytes': '..%c0%af..%c0%afetc',
    'a path upwards with backslashes': '..\\..\\windows\\win.ini',
    'a path upwards that is filtered once': '....//....//etc/passwd',
    'the environment': '/proc/self/environ',
    'the memory of this process': 'file:///proc/self/mem',
    'an open file of this process': 'file:///proc/self/fd/3',
    'the root key': 'file:///data/keys/root',
    'a drive': 'C:\\boot.ini',
    'a drive by URL': 'file:///C:/boot.ini',
    'a device': 'file:///dev/zero',
    'a network share': '\\\\attacker.example\\share\\x.png',
    'a source view': 'view-source:file:///etc/passwd',
    'a file system of the browser': 'filesystem:file:///temporary/x',
    'NUL behind an extension': '/etc/passwd\u0000.png',
    'an app of the package': '../package-lock.json',
    'a dot file': '.env',
    'the home of the user': '~/.ssh/id_rsa'
  }),
  ...cases('request', 'refused', {
    'a path where an image belongs': { method: 'PUT', url: '/v1/assets/..%2f..%2fetc%2fpasswd', payload: 'x', headers: { 'content-type': 'application/octet-stream' } },
    'a path where an image belongs, with backslashes': { method: 'PUT', url: '/v1/assets/..%5c..%5cx', payload: 'x', headers: { 'content-type': 'application/octet-stream' } },
    'an image with a dot before its name': { method: 'PUT', url: '/v1/assets/.htaccess', payload: 'x', headers: { 'content-type': 'application/octet-stream' } },
    'a path where a document belongs': get('/v1/documents/..%2f..%2fetc%2fpasswd/content'),
    'a path where a file belongs': get('/v1/files/..%2f..%2fetc%2fpasswd/content'),
    'a path where a template belongs': get('/v1/templates/..%2fkeys'),
    'a file of the reference': get('/docs/static/..%2f..%2f..%2fpackage.json'),
    'a file of the reference by dots': get('/docs/static/%2e%2e/%2e%2e/package.json'),
    'a file of a build': get('/assets/app-0000000000000000/..%2f..%2fkeys'),
    'a file beside the builds': get('/assets/../package.json'),
    'a hidden file of a build': get('/assets/app-0000000000000000/.env'),
    'a map of a build': get('/assets/app-0000000000000000/app.js.map'),
    'NUL in the name of a build': get('/assets/app-0000000000000000/app.js%00.png'),
    'the sources': get('/server/main.ts'),
    'the repository': get('/.git/config'),
    'the settings': get('/.env')
  }),
  ...plain('page', 'harmless', ['<iframe src="file:///etc/passwd"></iframe>', '<object data="file:///etc/passwd" type="text/plain"></object>', '<embed src="file:///etc/hostname">', '<img src="file:///etc/passwd">', '<link rel="stylesheet" href="file:///etc/passwd">',
    '<style>@import "file:///etc/passwd";</style>', '<svg><image href="file:///etc/passwd"/></svg>', '<iframe src="view-source:file:///etc/passwd"></iframe>', '<portal src="file:///etc/passwd"></portal>', '<a href="file:///etc/passwd" download>x</a>'])
]
