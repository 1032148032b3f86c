import { Parser } from 'htmlparser2'
import { checkCss } from './check-css.ts'
import { addressAttributes, cssAttributes, elements } from './html-rules.ts'
import { collect, type Problem } from './problems.ts'

/**
 * Checks an SVG image: shapes, text and gradients only, no scripts, no animation, nothing from outside, no entities. Browsers show SVG in `<img>` without
 * scripts and network anyway; this says so when the image is added instead of printing a hole. https://www.w3.org/TR/SVG2/conform.html#secure-static-mode
 */
export function checkSvg (source: string, part: string): Problem[] {
  const { problems, report } = collect(part, source)
  const refuse = (message: string, at: number): void => report('TEMPLATE_SVG_REFUSED', message, at)
  let root = ''
  const parser = new Parser({
    onopentag: (name, attributes) => {
      root ||= name
      const plain = name.toLowerCase().replace(/^svg:/, '')
      if (plain !== 'style' && plain !== 'metadata' && !elements.has(plain) && !/^(?:sodipodi|inkscape|rdf|cc|dc):/.test(plain)) refuse(`<${name}> is not allowed in an image`, parser.startIndex)
      for (const [attribute, value] of Object.entries(attributes)) checkAttribute(attribute.toLowerCase(), value, (message) => refuse(message, parser.startIndex))
    },
    // Entities can read files or grow without end (https://cwe.mitre.org/data/definitions/776.html).
    onprocessinginstruction: (name, data) => { if (data.includes('[') || !['?xml', '!doctype'].includes(name.toLowerCase())) refuse(`<${name}> is not allowed in an image`, parser.startIndex) },
    ontext: (text) => { if (/@import|url\s*\(\s*['"]?(?!\s*['"]?#)/i.test(text.replace(/\\/g, ''))) refuse('Styles in an image cannot load anything', parser.startIndex) }
  }, { xmlMode: true })
  parser.end(source)
  if (!/^(?:svg:)?svg$/.test(root)) report('TEMPLATE_SVG_REFUSED', 'This is no SVG image', 0)
  return problems
}

function checkAttribute (name: string, value: string, refuse: (message: string) => void): void {
  if (name.startsWith('on')) refuse(`${name} is not allowed in an image`)
  else if (name === 'style' || cssAttributes.has(name)) checkCss(value, { assets: new Set(), report: (_, message) => refuse(message) })
  else if (name.endsWith(':href') || addressAttributes.has(name)) {
    // Pixel images inside an SVG are its own bytes.
    if (!/^#[\w.-]+$/.test(value) && !/^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]*$/.test(value)) refuse(`${name}="${value.slice(0, 60)}" leads out of the image`)
  }
}
