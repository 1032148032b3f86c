/** Under `rename`, `a (2).pdf` to this number are tried. */
export const MOST_COPIES = 99

/** The name beside one that is taken: `a.pdf`, `a (2).pdf`, `a (3).pdf`. */
export function nameCopy (name: string, copy: number): string {
  if (copy === 1) return name
  const dot = name.lastIndexOf('.')
  return dot > 0 ? `${name.slice(0, dot)} (${copy})${name.slice(dot)}` : `${name} (${copy})`
}
