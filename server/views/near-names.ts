/** Names that someone may have meant: near in spelling, or containing what was written; nearest first, three at most. */
export function nearNames (written: string, names: string[]): string[] {
  const wanted = plain(written)
  const allowed = Math.max(2, Math.floor(wanted.length / 3))
  return names
    .map((name) => ({ name, distance: isPart(wanted, plain(name)) || isPart(plain(name), wanted) ? 1 : distance(wanted, plain(name)) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map(({ name }) => name)
}

/** People forget the ending of custom names and capitals. */
function plain (name: string): string {
  return name.toLowerCase().replace(/__[cr]$/, '').replaceAll('_', '')
}

function isPart (part: string, whole: string): boolean {
  return part.length > 2 && whole.includes(part)
}

/** Levenshtein distance, row by row. */
function distance (a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, place) => place)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length] ?? 0
}
