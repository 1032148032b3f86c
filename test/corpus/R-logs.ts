/* eslint-disable no-template-curly-in-string */
import { plain, type Case } from './case.ts'

/** Class R: texts a caller would have us write into the log (names, headers, addresses): each line stays one line of JSON, short, and without secrets. */
export const logCases: Case[] = [
  ...plain('log', 'harmless', ['${jndi:ldap://127.0.0.1:1389/x}'], ['CVE-2021-44228']),
  ...plain('log', 'harmless', [
    'x\n{"level":50,"msg":"forged"}', 'x\r\n{"level":60}', 'x\r{"level":30}', '\u001b[2J\u001b[H', '\u001b]0;title\u0007', '\u009b31m', 'x\u0085y', 'x\u2028{"level":50}', 'x\u2029y', '\0', '\b\b\b\b', '\u007f', '","level":60,"msg":"forged', '\\","x":"', '%s %d %j %o', '{{x}}', '<script>alert(1)</script>',
    '=HYPERLINK("http://evil.example")', 'x'.repeat(20_000), '帳'.repeat(5000), '\u202egnol', '\ud800', '\ufffe', '${env:PATH}', '$(id)', '%0a%0dforged', 'AKIAIOSFODNN7EXAMPLE', '__proto__', '[object Object]'
  ])
]
