/** Begins at the first field of a step that has just come, as soon as it is drawn. */
export function focusFirst (template: ShadowRoot | null): void {
  requestAnimationFrame(() => template?.querySelector<HTMLElement>('[data-first]')?.focus())
}
