import { cases, plain, type Case } from './case.ts'

/** Class Q: names of files, from fields of a record (`fileName`) and from the org (`file`), and headers that would end early. */
const file = (titles: string[]): Case[] => cases('file', 'harmless', Object.fromEntries(titles.map((title) => [`Q ${JSON.stringify(title).slice(0, 60)}`, { title, bytes: Buffer.from('<script>alert(1)</script>') }])))
const get = (name: string, headers: Record<string, string>, url = '/v1/documents') => ({ [`Q ${name}`]: { method: 'GET' as const, url, headers } })

export const nameCases: Case[] = [
  ...plain('fileName', 'harmless', ['invoice\u202efdp.exe'], ['CVE-2021-42574']),
  ...plain('fileName', 'harmless', [
    '../../etc/passwd', '..\\..\\windows\\system32', '/etc/passwd', 'C:\\x', '\\\\host\\share', 'a/b', 'a:b', 'a*b?', '"quoted"', '\'quoted\'', '<b>', 'a|b', 'CON', 'nul', 'COM1', 'lpt9', '.htaccess', '....', 'x. . .', ' x ', 'x\r\nSet-Cookie: a=b', 'x\nX: y', 'x\0.exe', 'x\u0085y', 'x\u2028y', 'x\u2029y',
    'x\u200by', '\ufeffx', 'x\u2066y\u2069', 'x; filename=evil.exe', 'x"; filename="evil.exe', 'x%0d%0aSet-Cookie:a', 'x%00.exe', '=?UTF-8?B?eA==?=', 'UTF-8\'\'x', 'あ'.repeat(300), 'x'.repeat(1000), '👨‍👩‍👧‍👦'.repeat(60), 'か\u3099', '株式会社', '~', '$HOME', '`x`', '{y}', '{{x}}', '%USERPROFILE%', 'desktop.ini', 'x.pdf.exe', '\ud800'
  ]),
  ...file(['../../etc/passwd', 'x\u202efdp', 'x"; filename="evil', 'a\'b', 'あ'.repeat(80), 'x;y=z', 'x%0d%0aA', '<img src=x onerror=alert(1)>']),
  ...cases('request', 'refused', {
    ...get('a caller with a line break', { authorization: 'Bearer x\u0085y' }),
    ...get('a caller that is a list', { authorization: 'Bearer x, Bearer y' }),
    ...get('a document named by a line break', {}, '/v1/documents/x%0d%0aSet-Cookie:%20a=b'),
    ...get('a page of the console by a line break', {}, '/%0d%0aLocation:%20http://evil.example')
  }),
  ...cases('wire', 'refused', {
    'Q an address that leads elsewhere': 'GET //evil.example/%2f.. HTTP/1.1\r\nHost: x\r\n\r\n',
    'Q an address that leads elsewhere by a backslash': 'GET /\\evil.example HTTP/1.1\r\nHost: x\r\n\r\n'
  })
]
