import { cases, type Case } from './case.ts'

/** Class L: addresses, subjects and texts that would become other headers, other recipients or other commands. Each is refused, or one mail arrives at one address. */
const LETTER = { to: 'user@example.com', subject: 'x', text: 'x' }
const to = (inputs: Record<string, string>, cve?: string[]): Case[] => cases('mail', 'refused', Object.fromEntries(Object.entries(inputs).map(([name, address]) => [`L to ${name}`, { ...LETTER, to: address }])), cve)
const subject = (expected: Case['expected'], inputs: Record<string, string>, cve?: string[]): Case[] => cases('mail', expected, Object.fromEntries(Object.entries(inputs).map(([name, text]) => [`L subject ${name}`, { ...LETTER, subject: text }])), cve)
const text = (inputs: Record<string, string>): Case[] => cases('mail', 'harmless', Object.fromEntries(Object.entries(inputs).map(([name, body]) => [`L text ${name}`, { ...LETTER, text: body }])))

export const mailCases: Case[] = [
  ...to({ 'an address with a header behind it': 'user@example.com\r\nBcc: all@example.com' }, ['CVE-2021-23400']),
  ...to({ 'an option of another program': '-oQ/tmp@example.com -X/tmp/x', 'an option with a blank': '-bi user@example.com' }, ['CVE-2020-7769']),
  ...to({ 'an address that takes for ever to read': `${'"'.repeat(5000)}@example.com`, 'brackets that take for ever to read': `${'<'.repeat(5000)}user@example.com${'>'.repeat(5000)}` }, ['CVE-2026-90776']),
  ...to({
    'two addresses': 'user@example.com, other@example.com',
    'two addresses with a semicolon': 'user@example.com; other@example.com',
    'a group': 'all: user@example.com, other@example.com;',
    'a name and an address': 'User <user@example.com>',
    'a name that is an address': 'boss@example.com <user@example.com>',
    'a comment': 'user(comment)@example.com',
    'a quoted part': '"user other"@example.com',
    'a quoted line break': '"user\r\nRCPT TO:<other@example.com>"@example.com',
    'a route': '@relay.example:user@example.com',
    'no at sign': 'user',
    'two at signs': 'user@example.com@evil.example',
    nothing: '',
    'a blank': ' ',
    NUL: 'user\0@example.com',
    'a line feed': 'user@example.com\n',
    'a next line': 'user@example.com\u0085x',
    'a line separator': 'user@example.com\u2028x',
    'an override of direction': 'user@example.com\u202emoc',
    'brackets of an address': '<user@example.com>',
    'an address of 400 letters': `${'x'.repeat(200)}@${'y'.repeat(200)}.example`,
    'a command': 'user@example.com>\r\nDATA',
    'half a character': 'user\ud800@example.com'
  }),
  ...subject('refused', { 'with a list header': 'x\r\nList-Unsubscribe: <http://evil.example>' }, ['CVE-2026-82661']),
  ...subject('refused', { 'with a greeting': 'x\r\n.\r\nEHLO evil.example\r\nMAIL FROM:<a@b>' }, ['CVE-2026-82853']),
  ...subject('refused', {
    'with a line feed': 'x\nBcc: all@example.com',
    'with a carriage return': 'x\rBcc: all@example.com',
    'with a folded header': 'x\r\n Bcc: all@example.com',
    'with a tab': 'x\tBcc: all@example.com',
    'with a next line': 'x\u0085Bcc: all@example.com',
    'with a paragraph separator': 'x\u2029Bcc: all@example.com',
    'with NUL': 'x\0',
    'with an override of direction': 'x\u202etxt',
    'with half a character': 'x\ud800',
    'with an escape': 'x\u001b[31m'
  }),
  ...subject('harmless', { 'that looks encoded': '=?UTF-8?Q?x=0D=0ABcc:_all@example.com?=', 'with percent signs': 'x%0d%0aBcc: all@example.com', 'in Japanese': '招待: 帳票'.repeat(40), 'that is a header': 'Bcc: all@example.com' }),
  ...text({ 'that ends the message': 'x\n.\nMAIL FROM:<evil@example.com>\nRCPT TO:<other@example.com>', 'with a header': 'Bcc: all@example.com\n\nx', 'with dots': '.\n..\n.', 'of one long line': 'x'.repeat(20_000), 'with a part of a message': '--boundary\nContent-Type: text/html\n\n<script>alert(1)</script>', 'in Japanese': '髙島屋 𠮷野家' }),
  ...cases('mail', 'harmless', { 'L an object that brings its own envelope': { ...LETTER, envelope: { from: 'evil@example.com', to: ['other@example.com'], size: '1\r\nRCPT TO:<other@example.com>' } } }, ['GHSA-c7w3-x93f-qmm8']),
  ...cases('mail', 'harmless', { 'L an object that brings its own files and headers': { ...LETTER, attachments: [{ path: '/etc/passwd' }], headers: { Bcc: 'all@example.com' }, bcc: 'all@example.com', html: '<img src="http://evil.example">', raw: 'x' } })
]
