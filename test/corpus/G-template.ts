import { HARMLESS, page, type TemplateCase, type ValueCase } from './template-case.ts'

/** Class G: templates that take too much, or ask for what is not theirs. */
const refused = (expected: string, cases: Record<string, string>): TemplateCase[] =>
  Object.entries(cases).map(([name, html]) => ({ name, input: page(html), expected }))

const partials = (expected: string, name: string, html: string, parts: Record<string, string>): TemplateCase => ({ name, input: page(html, { partials: parts }), expected })

/** p0 holds p1 twice, p1 holds p2 twice …: a kilobyte that becomes a gigabyte. */
const doubling = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, index === count - 1 ? 'x' : `{{>p${index + 1}}}{{>p${index + 1}}}`]))
const nested = (count: number) => '{{#a}}'.repeat(count) + 'x' + '{{/a}}'.repeat(count)

export const templateCases: TemplateCase[] = [
  ...refused('TEMPLATE_TAG_REFUSED', {
    'delimiters that hide rich text': '{{=<% %>=}}<%& notes %>',
    'delimiters behind text': '<p>x</p>{{=| |=}}|name|',
    'delimiters in a section': '{{#a}}{{=<% %>=}}<%/a%>'
  }),
  ...refused('TEMPLATE_TAG_UNCLOSED', {
    'a section never closed': '{{#a}}x',
    'an inverted section never closed': '{{^a}}x',
    'a section closed twice': '{{#a}}x{{/a}}{{/a}}',
    'sections that cross': '{{#a}}{{#b}}x{{/a}}{{/b}}',
    'a closing tag alone': 'x{{/a}}',
    'a tag never closed': '{{name',
    'a tag closed by one brace': '{{name}',
    'rich text closed by two braces': '{{{notes}} x'
  }),
  ...refused('TEMPLATE_NAME_REFUSED', {
    'the prototype': '{{__proto__}}',
    'the prototype behind a dot': '{{a.__proto__.b}}',
    'the constructor': '{{constructor.name}}',
    'a getter that throws (measured)': '{{__defineGetter__}}',
    toString: '{{toString}}',
    'hasOwnProperty as a section': '{{#hasOwnProperty}}x{{/hasOwnProperty}}',
    'valueOf inverted': '{{^valueOf}}x{{/valueOf}}',
    'the prototype in a list': '{{#lines}}{{constructor.prototype.x}}{{/lines}}',
    'an empty name': '{{}}',
    'a name of blanks': '{{   }}',
    'a name with a blank': '{{a b}}',
    'a name with a quote': '{{a"b}}',
    'a name with brackets': '{{a[0]}}',
    'a call': '{{a()}}',
    'a path upwards': '{{../a}}',
    'dots at the end': '{{a..}}',
    'a dot at the beginning': '{{.a}}',
    'a name of 300 letters': `{{${'a'.repeat(300)}}}`,
    'a path of 20 names': `{{${Array(20).fill('a').join('.')}}}`,
    'a partial with a path': '{{>../../etc/passwd}}',
    'a partial with a scheme': '{{>file:///etc/passwd}}',
    'a dynamic partial': '{{>*name}}',
    'a number': '{{1}}',
    'a full-width name': '{{名前}}'
  }),
  ...refused('TEMPLATE_PARTIAL_MISSING', { 'a partial that is not there': '<p>{{>seal}}</p>' }),
  ...refused('TEMPLATE_TOO_LARGE', {
    'sections 40 deep': nested(40),
    'sections 5,000 deep': nested(5000),
    '30,000 tags': '{{a}}'.repeat(30_000),
    '100,000 nested elements': '<div>'.repeat(50_000) + '</div>'.repeat(50_000),
    '600,000 open formatting elements': '<b>'.repeat(600_000)
  }),
  partials('TEMPLATE_TOO_LARGE', 'a partial that includes itself (measured)', '{{>a}}', { a: 'x{{>a}}' }),
  partials('TEMPLATE_TOO_LARGE', 'two partials that include each other', '{{>a}}', { a: '{{>b}}', b: '{{>a}}' }),
  partials('TEMPLATE_TOO_LARGE', 'a partial that includes itself within a section', '{{>a}}', { a: '{{#x}}{{>a}}{{/x}}' }),
  partials('TEMPLATE_TOO_LARGE', 'partials that double 25 times (measured with 17)', '{{>p0}}', doubling(25)),
  partials('TEMPLATE_TOO_LARGE', 'partials 60 deep', '{{>p0}}', Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`p${index}`, index === 59 ? 'x' : `{{>p${index + 1}}}`]))),
  partials('TEMPLATE_PARTIAL_MISSING', 'a partial named like the prototype', '{{>constructor}}', {}),
  partials(HARMLESS, 'a partial used a hundred times', '{{>a}}'.repeat(100), { a: '<p>x</p>' }),
  { name: 'a sample that lacks a field', input: page('{{name}}', { sample: { other: 1 } }), expected: 'TEMPLATE_SAMPLE_UNFIT' },
  { name: 'a sample that prints a list', input: page('{{lines}}', { sample: { lines: [1] } }), expected: 'TEMPLATE_SAMPLE_UNFIT' },
  { name: 'margins wider than the sheet', input: { ...page('x'), paper: { size: 'A6', margin: { top: 80, right: 80, bottom: 80, left: 80 } } }, expected: 'TEMPLATE_PAPER_REFUSED' },
  { name: 'rich text in the footer', input: page('x', { footer: { left: '{{{name}}}' }, richText: ['name'] }), expected: 'TEMPLATE_TAG_REFUSED' },
  { name: 'a partial in the header', input: page('x', { header: { left: '{{>a}}' }, partials: { a: 'x' } }), expected: 'TEMPLATE_TAG_REFUSED' }
]

const thousand = Array.from({ length: 1000 }, () => ({}))

/** Templates that are sound but blow up with their data. Expected: the error of that name. */
export const dataCases: Array<Omit<ValueCase, 'expected'> & { expected: string }> = [
  { name: 'sections in sections that print nothing', input: { template: page('{{#a}}{{#b}}{{#c}}{{/c}}{{/b}}{{/a}}'), data: { a: thousand, b: thousand, c: thousand } }, expected: 'CHOHYO_HTML_TOO_LARGE' },
  { name: 'sections in sections that print a letter', input: { template: page('{{#a}}{{#b}}{{#c}}x{{/c}}{{/b}}{{/a}}'), data: { a: thousand, b: thousand, c: thousand } }, expected: 'CHOHYO_HTML_TOO_LARGE' },
  { name: 'one long value printed often', input: { template: page('{{#a}}{{long}}{{/a}}'), data: { a: thousand, long: 'x'.repeat(100_000) } }, expected: 'CHOHYO_HTML_TOO_LARGE' },
  { name: 'three-byte letters', input: { template: page('{{#a}}{{long}}{{/a}}'), data: { a: thousand, long: '帳'.repeat(10_000) } }, expected: 'CHOHYO_HTML_TOO_LARGE' },
  { name: 'a value inherited from nowhere', input: { template: page('{{name}}'), data: Object.create({ name: 'inherited' }) as Record<string, unknown> }, expected: 'CHOHYO_TEMPLATE_FIELD_MISSING' },
  { name: 'a misspelt name', input: { template: page('{{nmae}}'), data: { name: 'x' } }, expected: 'CHOHYO_TEMPLATE_FIELD_MISSING' },
  { name: 'a misspelt section', input: { template: page('{{#nmae}}x{{/nmae}}'), data: { name: [1] } }, expected: 'CHOHYO_TEMPLATE_FIELD_MISSING' },
  { name: 'a misspelt inverted section', input: { template: page('{{^nmae}}x{{/nmae}}'), data: { name: [1] } }, expected: 'CHOHYO_TEMPLATE_FIELD_MISSING' },
  { name: 'a part of a text', input: { template: page('{{name.length}}'), data: { name: 'x' } }, expected: 'CHOHYO_TEMPLATE_FIELD_MISSING' },
  { name: 'the length of a list', input: { template: page('{{lines.length}}'), data: { lines: [] } }, expected: 'CHOHYO_TEMPLATE_FIELD_MISSING' },
  { name: 'undefined', input: { template: page('{{name}}'), data: { name: undefined } }, expected: 'CHOHYO_TEMPLATE_FIELD_MISSING' },
  { name: 'a function', input: { template: page('{{name}}'), data: { name: () => 'called' } }, expected: 'CHOHYO_TEMPLATE_FIELD_UNPRINTABLE' },
  { name: 'an object', input: { template: page('{{name}}'), data: { name: { toString: () => 'called' } } }, expected: 'CHOHYO_TEMPLATE_FIELD_UNPRINTABLE' },
  { name: 'not a number', input: { template: page('{{name}}'), data: { name: NaN } }, expected: 'CHOHYO_TEMPLATE_FIELD_UNPRINTABLE' }
]
