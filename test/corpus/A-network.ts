import { page, SHA, type TemplateCase } from './template-case.ts'

/** Class A: templates that would fetch something, by every way HTML and CSS have. They are refused when they are kept. */
const addresses = ['http://127.0.0.1:9/x', 'https://example.com/x', '//169.254.169.254/latest/meta-data', 'HTTP://[::ffff:127.0.0.1]/', 'http://0x7f000001/', 'ftp://127.0.0.1/x', 'ws://127.0.0.1/', '\\\\127.0.0.1\\x', 'https:example.com', '/x', '../x.png', 'blob:x', 'about:blank']
const html: Record<string, (address: string) => string> = {
  img: (address) => `<img src="${address}">`,
  srcset: (address) => `<img src="logo.png" srcset="${address} 2x">`,
  background: (address) => `<table background="${address}"><tr><td>x</td></tr></table>`,
  'image in SVG': (address) => `<svg><image href="${address}"/></svg>`,
  'use in SVG': (address) => `<svg><use href="${address}#a"/></svg>`,
  'style attribute': (address) => `<p style="background: url('${address.replaceAll('\\', '\\\\')}')">x</p>`,
  'fill in SVG': (address) => `<svg><rect fill="url('${address.replaceAll('\\', '\\\\')}')"/></svg>`,
  ping: (address) => `<a href="#a" ping="${address}">x</a>`
}
const css: Record<string, (address: string) => string> = {
  'url()': (address) => `p { background: url("${address.replaceAll('\\', '\\\\')}") }`,
  'escaped url()': (address) => `p { background: \\75rl(${address}) }`,
  'URL in capitals': (address) => `p { background: URL("${address.replaceAll('\\', '\\\\')}") }`,
  'a custom property': (address) => `p { --x: url("${address.replaceAll('\\', '\\\\')}") }`,
  'a font': (address) => `@font-face { font-family: x; src: url("${address.replaceAll('\\', '\\\\')}") }`,
  'a list item': (address) => `li { list-style-image: url("${address.replaceAll('\\', '\\\\')}") }`,
  'generated content': (address) => `p::before { content: url("${address.replaceAll('\\', '\\\\')}") }`,
  'a margin box': (address) => `@page { @top-left { content: url("${address.replaceAll('\\', '\\\\')}") } }`
}
const always: Record<string, string> = {
  'an import': '@import "https://example.com/a.css";',
  'an import by url()': '@import url(https://example.com/a.css);',
  'an escaped import': '@\\69mport "https://example.com/a.css";',
  'an import in capitals': '@IMPORT "a.css";',
  'a namespace': '@namespace x "https://example.com";',
  'image-set': 'p { background: image-set("https://example.com/a.png" 1x) }',
  'image-set with a prefix': 'p { background: -webkit-image-set(url(a.png) 1x) }',
  'escaped image-set': 'p { background: im\\61ge-set("https://example.com/a.png" 1x) }',
  'cross-fade': 'p { background: cross-fade(url(a.png), url(b.png)) }',
  'image()': 'p { background: image("https://example.com/a.png") }',
  'src()': 'p { background: src("https://example.com/a.png") }',
  'url() with a variable': 'p { background: url(var(--x)) }',
  'url() cut by a newline': 'p { background: url("https://example.com\n") }',
  'a comment inside url()': 'p { background: url(/**/https://example.com) }',
  'a rule after broken brackets': 'p { color: red } } @import "x";',
  'markup that ends the styles': 'p { content: "</style><img src=https://example.com>" }'
}

export const networkCases: TemplateCase[] = [
  ...Object.entries(html).flatMap(([way, write]) => addresses.map((address) => ({ name: `${way}: ${address}`, input: page(write(address), { assets: { 'logo.png': SHA } }), expected: 'TEMPLATE_URL_REFUSED' }))),
  ...Object.entries(css).flatMap(([way, write]) => addresses.map((address) => ({ name: `${way}: ${address}`, input: page('x', { css: write(address) }), expected: way === 'escaped url()' ? 'TEMPLATE_CSS_REFUSED' : 'TEMPLATE_URL_REFUSED' }))),
  ...Object.entries(always).map(([name, styles]) => ({ name, input: page('x', { css: styles }), expected: name.startsWith('a rule') ? 'TEMPLATE_CSS_UNCLOSED' : /^(?:a comment|src)/.test(name) ? 'TEMPLATE_URL_REFUSED' : 'TEMPLATE_CSS_REFUSED' })),
  ...['<link rel="prefetch" href="//127.0.0.1/">', '<iframe src="//127.0.0.1/"></iframe>', '<video src="//127.0.0.1/"></video>', '<audio src="x"></audio>', '<script src="//127.0.0.1/"></script>', '<object data="//127.0.0.1/"></object>', '<meta http-equiv="refresh" content="0;url=//127.0.0.1/">', '<base href="//127.0.0.1/">', '<portal src="x"></portal>', '<svg><feImage href="//127.0.0.1/"/></svg>']
    .map((source) => ({ name: source, input: page(source), expected: 'TEMPLATE_HTML_REFUSED' }))
]
