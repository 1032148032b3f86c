import { Parser } from 'htmlparser2'

/** The elements and the names of their attributes, in order: what a value must never change. */
export function shapeOf (html: string): string[] {
  const shape: string[] = []
  read(html, (name, attributes) => shape.push(`${name} ${Object.keys(attributes).join(' ')}`))
  return shape
}

const RUNS = /^(script|style|iframe|frame|object|embed|applet|form|input|button|textarea|select|meta|base|link|svg|math|noscript|template|video|audio|source|img|portal|plaintext|xmp|marquee)$/

/** Elements and attributes that run, load or leave their place. */
export function findHarm (html: string): string[] {
  const harm: string[] = []
  read(html, (name, attributes) => {
    if (RUNS.test(name)) harm.push(name)
    for (const [key, value] of Object.entries(attributes)) {
      const scheme = /^[\s\0-\x20]*([a-z][a-z0-9+.-]*):/i.exec(value.replace(/[\t\n\r]/g, ''))?.[1]?.toLowerCase()
      if (/^on|^(src|srcset|srcdoc|action|formaction|ping|background|poster|data)$/.test(key)) harm.push(`${name} ${key}`)
      if (key === 'style' && /url|position|expression|@import|\\/i.test(value)) harm.push(`${name} style ${value}`)
      if (key === 'href' && scheme !== undefined && !['http', 'https', 'mailto', 'tel'].includes(scheme)) harm.push(`${name} ${value}`)
    }
  })
  return harm
}

function read (html: string, open: (name: string, attributes: Record<string, string>) => void): void {
  const parser = new Parser({ onopentag: (name, attributes) => open(name, attributes) })
  parser.write(html)
  parser.end()
}
