/**
 * What is wrong with the looks of a page, as far as geometry and words can tell. Runs in the browser, in the world of the test: there the whole page is
 * one tree, without synthetic shadows.
 */
export function findFlaws (body: Element): string[] {
  const view = body.ownerDocument.defaultView!
  const flaws: string[] = []
  const styleOf = (element: Element) => view.getComputedStyle(element)
  const tell = (element: Element) => `<${element.localName} class="${element.getAttribute('class') ?? ''}"> ${(element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 60)}`
  const around = (element: Element): Element[] => element.parentElement ? [element.parentElement, ...around(element.parentElement)] : []
  const isTiny = ({ width, height }: DOMRect) => width <= 2 || height <= 2
  // Words for screen readers only lie in a box of one pixel.
  const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && ![element, ...around(element)].some((one) => isTiny(one.getBoundingClientRect()) && styleOf(one).overflowX === 'hidden')
  const hasWords = ({ childNodes }: Element) => [...childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())
  const isCut = (inner: DOMRect, outer: DOMRect) => inner.right > outer.right + 1.5 || inner.left < outer.left - 1.5
  const rectOfText = (element: Element) => {
    const range = body.ownerDocument.createRange()
    range.selectNodeContents(element)
    return range.getBoundingClientRect()
  }
  // By design: three dots at the end, and the whole where the mouse rests.
  const isShortened = (element: Element, box: Element) => (styleOf(box).textOverflow === 'ellipsis' || styleOf(box).webkitLineClamp !== 'none') && [element, ...around(element)].some((one) => one.hasAttribute('title'))

  const open = [...body.querySelectorAll('[role="dialog"]')].find(isShown)
  const shown = [...(open ?? body).querySelectorAll('*')].filter((element) => !element.closest('svg, [inert]') && isShown(element))

  for (const element of shown.filter(hasWords)) {
    const text = rectOfText(element)
    for (const box of [element, ...around(element)]) {
      const { overflowX, overflowY, webkitLineClamp } = styleOf(box)
      if (['auto', 'scroll'].includes(overflowX)) break
      if (['hidden', 'clip'].includes(overflowX) && isCut(text, box.getBoundingClientRect()) && !isShortened(element, box)) flaws.push(`cut off: ${tell(element)}`)
      if (box === element && ['hidden', 'clip'].includes(overflowY) && box.scrollHeight > box.clientHeight + 2 && webkitLineClamp === 'none') flaws.push(`cut off below: ${tell(element)}`)
      if (box === body && (text.right > view.innerWidth + 1 || text.left < -1)) flaws.push(`outside the window: ${tell(element)}`)
    }
  }

  const controls = shown.filter((element) => element.matches('a[href], button, input:not([type="radio"], [type="checkbox"]), select, textarea, [role="tab"], [role="combobox"]') && !isTiny(element.getBoundingClientRect()))
  const seen = (element: Element) => around(element).filter((box) => styleOf(box).overflowY !== 'visible' && box !== body && box !== body.parentElement).reduce((left, box) => {
    const outer = box.getBoundingClientRect()
    const [x, y] = [Math.max(left.x, outer.x), Math.max(left.y, outer.y)]
    return new DOMRect(x, y, Math.max(0, Math.min(left.right, outer.right) - x), Math.max(0, Math.min(left.bottom, outer.bottom) - y))
  }, element.getBoundingClientRect())
  const visible = controls.map((element) => ({ element, rect: seen(element), layer: [element, ...around(element)].some((one) => ['fixed', 'sticky'].includes(styleOf(one).position) && one !== open && !one.contains(open ?? null)) }))
  for (const [position, { element, rect, layer }] of visible.entries()) {
    const parts = shown.filter((part) => hasWords(part) && element.contains(part) && !isShortened(part, part))
    if (styleOf(element).display !== 'inline' && parts.some((part) => isCut(rectOfText(part), element.getBoundingClientRect()))) flaws.push(`its words run out of it: ${tell(element)}`)
    for (const other of visible.slice(position + 1)) {
      if (layer !== other.layer || element.contains(other.element) || other.element.contains(element)) continue
      const across = Math.min(rect.right, other.rect.right) - Math.max(rect.left, other.rect.left)
      const down = Math.min(rect.bottom, other.rect.bottom) - Math.max(rect.top, other.rect.top)
      if (across > 2 && down > 2) flaws.push(`one over the other: ${tell(element)} and ${tell(other.element)}`)
    }
  }

  const said = [(body as HTMLElement).innerText, ...shown.flatMap((element) => ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''))]
  for (const text of said) for (const [found] of text.matchAll(/.{0,20}(undefined|\[object|\bNaN\b|\bnull\b|Invalid Date|Chohyo_[A-Z]\w+|\{\d\}).{0,20}/g)) flaws.push(`unfinished words: ${found}`)
  return flaws
}
