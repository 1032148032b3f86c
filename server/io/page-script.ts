/**
 * The few lines that run inside the page. They are ours and are called over the protocol: script execution is off for the page itself.
 * Nodes are made in a template element, whose document is inert: nothing loads before the removal of what may not be there.
 */
export const PAGE_SCRIPT = `(() => {
  const kept = []
  async function load (images) {
    const broken = []
    await Promise.all(images.map(async (image) => {
      image.loading = 'eager'
      if (image.complete && image.naturalWidth > 0) return
      try { await image.decode() } catch { broken.push(image.getAttribute('src') ?? '') }
    }))
    return broken
  }
  globalThis.chohyo = {
    async warm (urls) {
      const faces = await Promise.allSettled([...document.fonts].map((face) => face.load()))
      // Held, so that they stay in the memory cache and backgrounds are there when the print asks for them.
      for (const url of urls) { const image = new Image(); image.src = url; kept.push(image) }
      return { broken: await load(kept), fonts: faces.filter(({ status }) => status === 'rejected').length }
    },
    async swap (html, lang, title, attributes) {
      document.documentElement.lang = lang
      document.title = title
      const template = document.createElement('template')
      template.innerHTML = html
      const content = template.content
      for (const element of content.querySelectorAll('script,noscript,template,meta,base,link,title,iframe,frame,frameset,object,embed,portal,fencedframe,audio,video,source,form>input[type=image]')) element.remove()
      document.body.replaceChildren(content)
      const images = [...document.images]
      const css = [...document.querySelectorAll('[style*="url("],[style*="URL("]')].map((element) => element.getAttribute('style'))
      for (const style of document.body.querySelectorAll('style')) css.push(style.textContent)
      const broken = await load(images)
      for (const picture of document.querySelectorAll('svg image,svg feImage,svg use')) {
        const url = picture.getAttribute('href') ?? picture.getAttribute('xlink:href') ?? ''
        if (!/^(#|data:)|^$/.test(url)) css.push('url("' + url + '")')
      }
      await document.fonts.ready
      let text = document.body.textContent
      for (const field of document.querySelectorAll('input[value],textarea,option[label],optgroup[label]')) text += (field.value ?? '') + (field.label ?? '')
      for (const name of attributes) for (const element of document.querySelectorAll('[' + CSS.escape(name) + ']')) text += element.getAttribute(name)
      return {
        text: [...new Set(text)].join(''),
        nodes: document.getElementsByTagName('*').length,
        images: images.length,
        pixels: images.reduce((most, image) => Math.max(most, image.naturalWidth * image.naturalHeight), 0),
        broken,
        css: css.join(';')
      }
    },
    clear () { document.body.replaceChildren(); document.title = '' }
  }
})()`

/** The document the bodies are swapped into. CSP is one more wall, around the release's own folder; hiding the body spares layout and paint for a screen nobody sees. */
export function shell (home: string): string {
  const policy = `default-src 'none'; img-src ${home} data:; style-src 'unsafe-inline'; font-src ${home} data:; form-action 'none'; base-uri 'none'`
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">` +
    '<title></title><style>@media screen{body{display:none!important}}:root{font-family:sans-serif}</style><style id="release"></style></head><body></body></html>'
}
