import { addressCases } from './A-addresses.ts'
import { networkCases } from './A-network.ts'
import { fileCases } from './B-files.ts'
import { pathCases } from './B-paths.ts'
import { escapeCases } from './C-escapes.ts'
import { reachingCases, runawayCases } from './C-script.ts'
import { browserCases } from './D-browsers.ts'
import { bombs } from './E-bombs.ts'
import { weightCases } from './E-weights.ts'
import { htmlTemplates, htmlValues, richValues } from './F-html.ts'
import { templateCases } from './G-template.ts'
import { hostileConditions, hostileIds, hostilePaths, hostileTexts } from './H-soql.ts'
import { tokens } from './I-tokens.ts'
import { cellCases } from './K-cells.ts'
import { mailCases } from './L-mails.ts'
import { archiveCases } from './M-archives.ts'
import { bodyCases } from './N-bodies.ts'
import { jsonCases } from './N-json.ts'
import { frameworkCases } from './O-framework.ts'
import { metadataCases } from './P-metadata.ts'
import { nameCases } from './Q-names.ts'
import { logCases } from './R-logs.ts'
import { viewerCases } from './S-viewers.ts'
import { textCases } from './U-text.ts'
import { cases, plain, type Case, type Expected, type Letter } from './case.ts'
import { HARMLESS, type TemplateCase } from './template-case.ts'

const expect = (expected: string): Expected => expected === HARMLESS ? 'harmless' : 'refused'
const cveOf = (name: string) => name.match(/\b(?:CVE-\d{4}-\d{4,}|GHSA(?:-[a-z0-9]{4}){3}|GO-\d{4}-\d{4,})\b/g) ?? undefined
const templates = (list: TemplateCase[]): Case[] => list.map(({ name, input, expected }) => ({ how: 'template', name, input, expected: expect(expected), cve: cveOf(name) }))

/** All ways a weakness of a token library was used, by the name of the token that tries it. */
const TOKEN_WEAKNESSES: Record<string, string[]> = {
  'HS256 with the public key as the secret': ['CVE-2023-48223'],
  'HS256 with the certificate after white space': ['CVE-2026-34950'],
  'another user in the payload': ['CVE-2026-35039'],
  'algorithm none, without a signature': ['CVE-2022-23540']
}

/** Every bad input written by hand, by class. `made` tells how many of them come from lists multiplied with lists; they are tried and do not count as written by hand. */
export const corpus: Record<Exclude<Letter, 'J' | 'T'>, { cases: Case[], made?: number }> = {
  A: { cases: [...addressCases, ...templates(networkCases)], made: 208 },
  B: { cases: [...pathCases, ...templates(fileCases)], made: 40 },
  C: { cases: [...escapeCases, ...reachingCases.map(({ name, input, expected }): Case => ({ how: 'formula', name, input, expected: expected.startsWith('CHOHYO_') ? 'refused' : 'harmless' })), ...plain('formula', 'refused', runawayCases.filter(({ expected }) => expected.endsWith('LARGE')).map(({ input }) => input))] },
  D: { cases: browserCases },
  E: { cases: [...weightCases, ...bombs.filter(({ door }) => door).map(({ name, input }): Case => ({ how: 'template', name, input, expected: 'refused' })), ...bombs.filter(({ door }) => !door).map(({ name, input }): Case => ({ how: 'page', name, input: input.html, expected: 'harmless' }))] },
  F: { cases: [...templates(htmlTemplates), ...htmlValues.map(({ name, input }): Case => ({ how: 'value', name, input: String(input.data['name']), expected: 'harmless' })), ...richValues.map(({ name, input }): Case => ({ how: 'rich', name, input: String(input.data['notes']), expected: 'harmless' }))] },
  G: { cases: templates(templateCases) },
  H: {
    cases: [
      ...plain('recordId', 'refused', hostileIds),
      ...hostilePaths.map((path): Case => ({ how: 'view', name: `column ${JSON.stringify(path).slice(0, 60)}`, input: { columns: [{ name: 'name', path }] }, expected: 'refused' })),
      ...hostileConditions.map((filter): Case => ({ how: 'view', name: `filter ${JSON.stringify(filter).slice(0, 80)}`, input: { filter }, expected: 'refused' })),
      ...plain('filterText', 'harmless', hostileTexts)
    ]
  },
  I: { cases: tokens.map(({ name, token }): Case => ({ how: 'token', name, input: token, expected: 'refused', cve: TOKEN_WEAKNESSES[name] })) },
  K: { cases: cellCases },
  L: { cases: mailCases },
  M: { cases: archiveCases },
  N: { cases: [...bodyCases, ...cases('fields', 'harmless', Object.fromEntries(jsonCases.map(({ name, input }) => [name, input.fields])))] },
  O: { cases: frameworkCases },
  P: { cases: metadataCases },
  Q: { cases: nameCases },
  R: { cases: logCases },
  S: { cases: viewerCases },
  U: { cases: textCases }
}
