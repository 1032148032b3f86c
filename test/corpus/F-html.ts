import { HARMLESS, page, SHA, type TemplateCase, type ValueCase } from './template-case.ts'

/** Class F: HTML, attributes and styles through which a value could become markup. */
const refused = (expected: string, cases: Record<string, string>): TemplateCase[] =>
  Object.entries(cases).map(([name, html]) => ({ name, input: page(html, { richText: ['notes'] }), expected }))

export const htmlTemplates: TemplateCase[] = [
  ...refused('TEMPLATE_TAG_IN_MARKUP', {
    'an unquoted attribute (GHSA-w3w8-37jv-2c58)': '<p class={{name}}>x</p>',
    'an unquoted attribute behind letters': '<p class=a{{name}}>x</p>',
    'an element name': '<{{name}}>x</p>',
    'a part of an element name': '<scr{{name}}ipt>x</p>',
    'an end tag': '<p>x</{{name}}>',
    'an attribute name': '<p {{name}}="x">x</p>',
    'a whole attribute': '<p {{{notes}}}>x</p>',
    'a section around an attribute': '<p {{#a}}onclick="x"{{/a}}>x</p>',
    'between two attributes': '<p class="a"{{name}} id="b">x</p>',
    'a comment that vanishes inside an element name': '<scr{{! gone }}ipt>x',
    'a comment that vanishes behind the sign': '<{{! gone }}script>x',
    'a comment that vanishes inside a comment\'s end': '<!-- a -{{! gone }}-> <img src=x onerror=alert(1)> -->',
    'a value in an HTML comment': '<!-- {{name}} -->',
    'rich text in an attribute': '<p title="{{{notes}}}">x</p>',
    'rich text by ampersand in an attribute': '<p title="{{&notes}}">x</p>',
    'a partial in an attribute': '<p title="{{>seal}}">x</p>'
  }).map((one) => one.name.startsWith('a partial') ? { ...one, input: { ...one.input, partials: { seal: '印' } } } : one),
  ...refused('TEMPLATE_TAG_IN_CSS', {
    'a style attribute': '<p style="color: {{name}}">x</p>',
    'a section in a style attribute': '<p style="{{#a}}color:red{{/a}}">x</p>',
    'the fill of a shape': '<svg><rect fill="{{name}}"/></svg>',
    'the mask of a shape': '<svg><rect mask="url({{name}})"/></svg>'
  }),
  ...refused('TEMPLATE_TAG_IN_URL', {
    'the name of an image': '<img src="{{name}}">',
    'a part of the name of an image': '<img src="photo-{{name}}.png">',
    'the name of an image in SVG': '<svg><image href="{{name}}"/></svg>'
  }),
  ...refused('TEMPLATE_URL_REFUSED', {
    'a link that begins with a value': '<a href="{{name}}">x</a>',
    'a link whose scheme ends in a value': '<a href="java{{name}}">x</a>',
    'a link whose host is a value': '<a href="https://{{name}}/">x</a>',
    'a link whose host goes on with a value': '<a href="https://example.com{{name}}">x</a>',
    'a javascript: link': '<a href="javascript:alert(1)">x</a>',
    'a javascript: link in capitals': '<a href="JaVaScRiPt:alert(1)">x</a>',
    'a javascript: link with entities': '<a href="&#106;avascript:alert(1)">x</a>',
    'a javascript: link with a tab': '<a href="java\tscript:alert(1)">x</a>',
    'a vbscript: link': '<a href="vbscript:x">x</a>',
    'a data: link': '<a href="data:text/html,<script>1</script>">x</a>',
    'a data: image': '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    'a reference of a shape to elsewhere': '<svg><use href="https://evil.example/a.svg#x"/></svg>',
    'a reference with the old name': '<svg><use xlink:href="data:image/svg+xml,x#y"/></svg>',
    srcdoc: '<p srcdoc="<script>1</script>">x</p>',
    formaction: '<p formaction="javascript:alert(1)">x</p>',
    'a value as target of a ping': '<a href="#a" ping="{{name}}">x</a>'
  }),
  ...refused('TEMPLATE_HTML_REFUSED', {
    'a script': '<script>alert({{name}})</script>',
    'a script in capitals': '<SCRIPT>alert(1)</SCRIPT>',
    'a script with a slash': '<script/x>alert(1)</script>',
    'a script in SVG': '<svg><script>alert(1)</script></svg>',
    'styles with a value': '<style>p { color: {{name}} }</style>',
    'an event': '<p onclick="go()">x</p>',
    'an event with a value': '<p onclick="go(\'{{name}}\')">x</p>',
    'an event in capitals': '<p ONMOUSEOVER="go()">x</p>',
    'an event behind a slash': '<img/onerror="go()" src="logo.png">',
    'an event on a shape': '<svg onload="go()"></svg>',
    'a form': '<form action="https://evil.example"><input name="a"></form>',
    'a frame': '<iframe srcdoc="x"></iframe>',
    'an object': '<object data="x"></object>',
    'an embedded page': '<embed src="x">',
    'a base address': '<base href="https://evil.example/">',
    'a style sheet': '<link rel="stylesheet" href="https://evil.example/a.css">',
    'a refresh': '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    'a foreign object': '<svg><foreignObject><p>x</p></foreignObject></svg>',
    'an animation': '<svg><animate attributeName="href" to="javascript:1"/></svg>',
    MathML: '<math><mtext>x</mtext></math>',
    'a template element': '<template><p>x</p></template>',
    noscript: '<noscript><p>x</p></noscript>',
    plaintext: '<plaintext>x',
    'a processing instruction': '<?php echo 1 ?>',
    'a bogus comment': '<!x><p>x</p>',
    'CDATA in SVG': '<svg><![CDATA[<img onerror=1>]]></svg>',
    'a doctype': '<!DOCTYPE html><p>x</p>',
    'a custom element': '<x-seal></x-seal>'
  }),
  ...refused('TEMPLATE_SECTION_SPLIT', {
    'a section that opens an attribute': '<p title="{{#a}}">x</p><p title="{{/a}}">x</p>',
    'a section from text into an attribute': '{{#a}}<p title="{{/a}}">x</p>',
    'a section out of an SVG': '{{#a}}<svg>{{/a}}<rect/></svg>'
  }),
  ...refused('TEMPLATE_HTML_UNCLOSED', {
    'an attribute that never ends': '<p title="x',
    'a comment that never ends': '<p>x</p><!-- ',
    'a sign at the end': '<p>x</p><'
  }),
  ...refused('TEMPLATE_RICH_TEXT_UNDECLARED', { 'rich text nobody declared': '<p>{{{other}}}</p>' })
]

/** A value as one line of plain letters. */
const label = (value: string) => JSON.stringify(value).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`)

const hostile = [
  '<script>alert(1)</script>', '"><script>alert(1)</script>', '\'><script>alert(1)</script>', '" onmouseover="alert(1)', '\' onmouseover=\'alert(1)', 'x onload=alert(1)',
  '</td></tr></table><h1>x', '<!--', '-->', '<![CDATA[', ']]>', '</style><script>', '</svg><script>', '<img src=x onerror=alert(1)>', '<svg onload=alert(1)>', '{{name}}', '{{{notes}}}', '{{=<% %>=}}',
  '&lt;script&gt;', '&#60;script&#62;', 'javascript:alert(1)', '\u0000<b>', '\u2028<b>', '\ufeff<b>', '＜script＞', '\ud800', '<a href="//evil.example">', '\u000b\u000c', 'url(https://evil.example)'
]

const frame = page('<table><tr><td title="{{name}}" class=\'a {{name}}\'>{{name}}{{#list}}<b id="{{.}}">{{.}}</b>{{/list}}</td></tr></table><svg><text>{{name}}</text></svg><a href="https://example.com/?q={{name}}">{{name}}</a>', { footer: { left: '{{name}} {page}' }, assets: { 'logo.png': SHA } })
const rich = page('<div>{{{notes}}}</div>', { richText: ['notes'] })

export const htmlValues: ValueCase[] = hostile.map((value) => ({ name: label(value), input: { template: frame, data: { name: value, list: [value] } }, expected: HARMLESS }))

/** HTML of rich text fields. Expected: nothing is left that runs, loads or leaves its place. */
export const richValues: ValueCase[] = [
  ...hostile, '<p onclick="x">a</p>', '<p style="background:url(https://evil.example)">a</p>', '<a href="javascript:alert(1)">a</a>', '<a href="JAVA\tSCRIPT:alert(1)">a</a>', '<iframe src="https://evil.example"></iframe>',
  '<object data="x"></object>', '<style>@import "https://evil.example"</style>', '<img src="https://evil.example/a.png">', '<svg><use href="x"/></svg>', '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '</div></body><script>1</script>', '<p style="position:fixed;top:0">a</p>', '<form><input></form>', '<b>bold</b>', '<meta http-equiv=refresh content=0>', `${'<b>'.repeat(2000)}x`
].map((value) => ({ name: label(value.slice(0, 80)), input: { template: rich, data: { notes: value } }, expected: HARMLESS }))
