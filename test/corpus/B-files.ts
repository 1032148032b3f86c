import { page, type TemplateCase } from './template-case.ts'

/** Class B: templates that would read a file. They are refused when they are kept. */
const paths = ['file:///etc/passwd', 'FILE:///etc/passwd', 'file:/etc/passwd', 'file://localhost/etc/passwd', '\\\\localhost\\etc\\passwd', '/etc/passwd', '../../etc/passwd', '..\\..\\etc\\passwd', './data/keys', 'view-source:file:///etc/passwd', 'filesystem:x', 'C:\\Windows\\win.ini']

export const fileCases: TemplateCase[] = [
  ...paths.map((path) => ({ name: `img: ${path}`, input: page(`<img src="${path}">`), expected: 'TEMPLATE_URL_REFUSED' })),
  ...paths.map((path) => ({ name: `link: ${path}`, input: page(`<a href="${path}">x</a>`), expected: 'TEMPLATE_URL_REFUSED' })),
  ...paths.map((path) => ({ name: `styles: ${path}`, input: page('x', { css: `p { background: url("${path.replaceAll('\\', '\\\\')}") }` }), expected: 'TEMPLATE_URL_REFUSED' })),
  ...paths.slice(0, 4).map((path) => ({ name: `frame: ${path}`, input: page(`<iframe src="${path}"></iframe>`), expected: 'TEMPLATE_HTML_REFUSED' })),
  { name: 'an image that is not there', input: page('<img src="passwd">'), expected: 'TEMPLATE_ASSET_MISSING' },
  { name: 'an image named like the prototype', input: page('<img src="constructor">'), expected: 'TEMPLATE_ASSET_MISSING' }
]
