/** Brings what stands in the way into view, and the focus there: what had it may be hidden meanwhile, and a window without it hears no Esc. */
export function showTrouble (template: ShadowRoot | null): void {
  requestAnimationFrame(() => {
    const trouble = template?.querySelector<HTMLElement>('[data-trouble]')
    trouble?.focus()
    trouble?.scrollIntoView({ block: 'nearest' })
  })
}
