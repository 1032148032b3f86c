import { cases, type Case } from './case.ts'

/** Class O: odd ways of writing HTTP which have switched off checks before, or made two readers disagree about where a request ends. */
const JSON_BODY = '{"label":1}'
const typed = (types: Record<string, string>, cve?: string[]): Case[] => cases('request', 'refused', Object.fromEntries(Object.entries(types).map(([name, type]) => [`O ${name}`, { method: 'PUT' as const, url: '/v1/views/hostile', payload: JSON_BODY, headers: { 'content-type': type } }])), cve)
const head = 'POST /v1/documents HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
const wire = (inputs: Record<string, string>, cve?: string[]): Case[] => cases('wire', 'refused', Object.fromEntries(Object.entries(inputs).map(([name, bytes]) => [`O ${name}`, bytes])), cve)

export const frameworkCases: Case[] = [
  ...typed({ 'a type in other capitals with garbage': 'ApplicAtion/JSON; x' }, ['CVE-2025-32442']),
  ...typed({ 'a type behind which stands a tab': 'application/json\ta' }, ['CVE-2026-25223']),
  ...typed({ 'a type with trailing garbage': 'application/json garbage' }, ['CVE-2026-3419']),
  ...typed({ 'a type behind a blank': ' application/json', 'a type behind two blanks': '  application/json' }, ['CVE-2026-33806']),
  ...cases('request', 'refused', { 'O a stream of a body where JSON is read whole': { method: 'PUT', url: '/v1/views/hostile', payload: 'x'.repeat(8_000_001), headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' } } }, ['CVE-2026-25224']),
  ...typed({
    'a type with a semicolon before': ';application/json',
    'a type with two slashes': 'application//json',
    'a type of a patch': 'application/merge-patch+json',
    'a type with a null': 'application/json\u0000',
    'two types': 'application/json, application/octet-stream',
    'a type with a comment': 'application/json (x)',
    'a charset twice': 'application/json; charset=utf-8; charset=utf-7',
    'UTF-7': 'application/json; charset=utf-7',
    text: 'text/plain',
    'a form': 'application/x-www-form-urlencoded',
    parts: 'multipart/form-data; boundary=x',
    'a type of a letter above ASCII': 'application/jſon',
    'a type without end': `application/json${' '.repeat(7000)}x`
  }),
  ...wire({ 'a length and chunks': `${head}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /admin HTTP/1.1\r\nHost: x\r\n\r\n` }, ['CVE-2022-32213']),
  ...wire({ 'chunks written over two lines': `${head}Transfer-Encoding: chunked\r\n , identity\r\n\r\n0\r\n\r\n` }, ['CVE-2022-32215']),
  ...wire({ 'lines that end in a line feed alone': 'GET /v1/documents HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\r\n\r\n' }, ['CVE-2022-32214', 'CVE-2022-35256']),
  ...wire({ 'a name of a header with a blank': 'GET /v1/documents HTTP/1.1\r\nHost: x\r\nContent-Length : 5\r\n\r\n' }, ['CVE-2021-22959']),
  ...wire({
    'a chunk whose length is not hexadecimal': `${head}Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n`,
    'a chunk whose length overflows': `${head}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nx`,
    'a chunk with an extension without end': `${head}Transfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(20_000)}\r\n`,
    'a length with a plus': `${head}Content-Length: +2\r\n\r\n{}`,
    'a length with a blank inside': `${head}Content-Length: 1 2\r\n\r\n{}`,
    'two lengths that agree only at first': `${head}Content-Length: 2\r\nContent-Length: 20\r\n\r\n{}`,
    'chunks spelt with a vertical tab': `${head}Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n`,
    'a header without a name': 'GET /v1/documents HTTP/1.1\r\nHost: x\r\n: x\r\n\r\n',
    'a header before the first': 'GET /v1/documents HTTP/1.1\r\n X: y\r\nHost: x\r\n\r\n',
    'no host': 'GET /v1/documents HTTP/1.1\r\n\r\n',
    'an empty host': 'GET /v1/documents HTTP/1.1\r\nHost: \r\n\r\n',
    'two hosts': 'GET /v1/documents HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
    'version 0.9': 'GET /v1/documents\r\n\r\n',
    'version 2 in clear': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'a whole address of another host': 'GET http://evil.example/v1/documents HTTP/1.1\r\nHost: x\r\n\r\n',
    'a tunnel': 'CONNECT 127.0.0.1:5432 HTTP/1.1\r\nHost: 127.0.0.1:5432\r\n\r\n',
    TRACE: 'TRACE / HTTP/1.1\r\nHost: x\r\n\r\n',
    'an upgrade': 'GET /v1/documents HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n',
    'a path with a control character': 'GET /v1/\x01documents HTTP/1.1\r\nHost: x\r\n\r\n',
    'a path with NUL': 'GET /v1/\0documents HTTP/1.1\r\nHost: x\r\n\r\n',
    'a path without a slash': 'GET v1/documents HTTP/1.1\r\nHost: x\r\n\r\n',
    '3,000 headers': `GET /v1/documents HTTP/1.1\r\nHost: x\r\n${'X: y\r\n'.repeat(3000)}\r\n`,
    'a header of 60 kB': `GET /v1/documents HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(60_000)}\r\n\r\n`,
    'TLS where none is': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    'the protocol of another server': '*1\r\n$4\r\nPING\r\n\r\n'
  })
]
