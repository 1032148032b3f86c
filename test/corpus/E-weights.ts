import { cases, type Case } from './case.ts'
import { page } from './template-case.ts'

/** Class E by hand, beside E-bombs.ts: small things that weigh much. What the door can see is refused there; a `page` ends at the printer's limits, be it as a document. */
const nested = (tag: string, count: number) => `<${tag}>`.repeat(count) + 'x' + `</${tag}>`.repeat(count)

export const weightCases: Case[] = [
  ...cases('template', 'refused', {
    'E 2 million characters and one': page('x'.repeat(2_000_001)),
    'E a million characters of styles and one': page('x', { css: `p{}${' '.repeat(1_000_000)}` }),
    'E 30,000 nested spans': page(nested('span', 30_000)),
    'E 30,000 nested groups of a picture': page(`<svg>${nested('g', 30_000)}</svg>`),
    'E a sheet of 10 km by CSS': page('<p>x</p>', { css: '@page { size: 10000000mm 10000000mm }' }),
    'E a sheet of no size by CSS': page('<p>x</p>', { css: '@page { size: 0 0 }' }),
    'E a sheet smaller than a stamp': { ...page('<p>x</p>'), paper: { size: { width: 5, height: 5 }, margin: { top: 0, right: 0, bottom: 0, left: 0 } } },
    'E a margin without end': { ...page('<p>x</p>'), paper: { size: 'A4', margin: { top: 1e9, right: 0, bottom: 0, left: 0 } } },
    'E 300 kinds of rich text': page('x', { richText: Array.from({ length: 300 }, (_, at) => `f${at}`) }),
    'E an image beside the paper by its data': page('<img src="data:image/png;base64,iVBORw0KGgo=" style="width:1e9px">'),
    'E a header of 600 characters': page('x', { header: { left: 'x'.repeat(600) } }),
    'E styles with 50,000 brackets': page('x', { css: `p{color:${'('.repeat(50_000)}` })
  }),
  ...cases('page', 'harmless', {
    '600 nested tables': nested('table', 600).replaceAll('<table>', '<table><tr><td>').replaceAll('</table>', '</td></tr></table>'),
    '50,000 attributes of one element': `<p ${Array.from({ length: 50_000 }, (_, at) => `data-a${at}="x"`).join(' ')}>x</p>`,
    'styles nested 5,000 deep': `<style>${'@media print{'.repeat(5000)}p{}${'}'.repeat(5000)}</style><p>x</p>`,
    'a box a hundred million pixels high': '<div style="height:100000000px">x</div>',
    'a box a hundred million pixels wide': '<div style="width:100000000px;height:10px;background:red">x</div>',
    'a text of a million pixels': '<p style="font-size:1000000px">x</p>',
    'a shadow as large as a house': '<div style="box-shadow:0 0 100000px 100000px red;width:9px;height:9px"></div>',
    'a morphology of a picture (measured)': '<svg width="2000" height="2000"><filter id="f"><feMorphology operator="dilate" radius="500"/><feGaussianBlur stdDeviation="500"/></filter><rect filter="url(#f)" width="2000" height="2000"/></svg>',
    'turbulence of a picture': '<svg width="4000" height="4000"><filter id="f"><feTurbulence baseFrequency="0.9" numOctaves="50"/></filter><rect filter="url(#f)" width="4000" height="4000"/></svg>',
    'a convolution of a picture': `<svg width="2000" height="2000"><filter id="f"><feConvolveMatrix order="20" kernelMatrix="${'1 '.repeat(400)}"/></filter><rect filter="url(#f)" width="2000" height="2000" fill="red"/></svg>`,
    'a pattern of a billion tiles': '<svg width="9999" height="9999"><pattern id="p" width="0.01" height="0.01" patternUnits="userSpaceOnUse"><circle r="1"/></pattern><rect fill="url(#p)" width="9999" height="9999"/></svg>',
    'dashes of a billionth': '<svg><path d="M0 0H999999" stroke="red" stroke-dasharray="0.000001"/></svg>',
    'a path of 200,000 steps': `<svg><path d="M0 0${'l1 1l-1 1'.repeat(100_000)}" stroke="red"/></svg>`,
    'a table of 40,000 rows': `<table>${'<tr><td>x</td><td>y</td></tr>'.repeat(40_000)}</table>`,
    'a cell over a billion rows': '<table><tr><td rowspan="1000000000" colspan="1000000000">x</td></tr></table>',
    'columns without number': '<div style="columns:1000000;column-width:1px">x</div>',
    'floats without end': '<div style="float:left;width:1px">x</div>'.repeat(20_000),
    'page breaks without end': '<p style="break-after:page">x</p>'.repeat(3000),
    'counters without end': `<style>p{counter-increment:c 999999999}p::before{content:counters(c,"x")}</style>${nested('p', 400)}`,
    'variables that double': `<style>:root{--a:xxxxxxxxxx;${Array.from({ length: 25 }, (_, at) => `--${'a'.repeat(at + 2)}:var(--${'a'.repeat(at + 1)})var(--${'a'.repeat(at + 1)})`).join(';')}}p::before{content:var(--${'a'.repeat(26)})}</style><p>x</p>`,
    'calc nested 5,000 deep': `<div style="width:${'calc('.repeat(5000)}1px${')'.repeat(5000)}">x</div>`,
    'selectors that look far': `<style>${Array.from({ length: 300 }, (_, at) => `:has(:has(p:nth-last-child(${at}n+1)))~*`).join(',')}{color:red}</style>${'<p>x</p>'.repeat(3000)}`,
    'a script without end (measured)': '<script>while(1){}</script><p>x</p>',
    'an animation without end': '<style>@keyframes a{to{width:999999px}}p{animation:a 1ms infinite}</style><p>x</p>',
    'a million letters without a break': `<p style="hyphens:auto;word-break:break-all">${'x'.repeat(1_000_000)}</p>`,
    'ten thousand combining marks on one letter': `<p>a${'\u0301'.repeat(10_000)}</p>`,
    'a picture of 100,000 pixels square': '<svg width="100000" height="100000"><rect width="100000" height="100000" fill="red" opacity="0.5"/></svg>'
  })
]
