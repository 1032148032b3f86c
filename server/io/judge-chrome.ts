/** The first version without a known way out of the headless sandbox (CVE-2026-12027). */
export const OLDEST_CHROME = '149.0.7827.115'

/** Why this browser should not print documents of others, by what it says of itself (`HeadlessChrome/149.0.7827.115`); null when nothing is known against it. */
export function judgeChrome (version: string): string | null {
  const [, numbers] = /^(?:Headless)?Chrome\/(\d+\.\d+\.\d+\.\d+)$/.exec(version) ?? []
  if (numbers === undefined) return 'the browser does not say which version it is'
  return isOlder(numbers, OLDEST_CHROME) ? `Chrome ${numbers} has known holes in its sandbox; use ${OLDEST_CHROME} or newer` : null
}

function isOlder (version: string, than: string): boolean {
  const [mine, other] = [version, than].map((text) => text.split('.').map(Number)) as [number[], number[]]
  const at = mine.findIndex((part, place) => part !== other[place])
  return at !== -1 && (mine[at] as number) < (other[at] as number)
}
