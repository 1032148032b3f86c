/**
 * Who is signed in, as the shell has written it on `<html>` before it loaded the first component: `data-user-id` and `data-permissions`
 * (custom permissions with blanks between).
 */
const { userId = '', permissions = '' } = document.documentElement.dataset
const granted = new Set(permissions.split(' '))

export const id = userId

/** As on the platform: true, or undefined for who does not have it. */
export function hasPermission (name: string): true | undefined {
  return granted.has(name) ? true : undefined
}

/** Salesforce tells a phone by its user agent; a narrow window on a desk stays a desk. */
export const formFactor = window.matchMedia('(pointer: coarse) and (max-width: 767px)').matches ? 'Small' : 'Large'
