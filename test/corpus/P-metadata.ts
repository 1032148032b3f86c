/* eslint-disable no-template-curly-in-string */
import { cases, plain, type Case } from './case.ts'
import { page } from './template-case.ts'

/** Class P: values that would become PDF syntax, or arguments of a tool, where a document names itself. No tool is called; the title is text. */
export const metadataCases: Case[] = [
  ...plain('fileName', 'harmless', ['Title\n-if\n$x=`id`', 'x\r\n-execute\r\n-o\r\n/tmp/x'], ['CVE-2026-42589']),
  ...plain('fileName', 'harmless', ['x\n-Author=y', 'x -@ /etc/passwd'], ['CVE-2026-40281']),
  ...plain('fileName', 'harmless', ['x) /OpenAction << /S /JavaScript /JS (app.alert(1)) >> (', 'x\\) /Launch << /F (calc.exe) >>', '>> /AA << /O << /S /URI /URI (http://evil.example) >> >>', 'endobj 1 0 obj << /S /JavaScript >> endobj', 'xref 0 1 trailer << /Root 9 0 R >> startxref 0 %%EOF', '/CreationDate (D:20260101000000Z)', '(((((((((((((((((((', '\\\\\\\\\\\\)', '<feff0041>', '<?xpacket end="w"?>', '%s%s%s%n', '$(id)', '`id`', '; rm -rf /', '| cat /etc/passwd', '--output=/tmp/x', '-x', '@file', '${jndi:ldap://127.0.0.1/x}', '\u0000x', 'x\u001b[31m']),
  ...cases('template', 'refused', {
    'P a language that is an argument': { ...page('x'), lang: 'ja --print-to-pdf=/tmp/x' },
    'P a language with a newline': { ...page('x'), lang: 'ja\n-if' },
    'P a size that is an argument': { ...page('x'), paper: { size: 'A4 --no-sandbox' as 'A4', margin: { top: 1, right: 1, bottom: 1, left: 1 } } }
  })
]
