const BROWSERS: ReadonlyArray<readonly [RegExp, string]> = [[/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\/|FxiOS\//, 'Firefox'], [/Chrome\/|CriOS\//, 'Chrome'], [/Safari\//, 'Safari']]
const SYSTEMS: ReadonlyArray<readonly [RegExp, string]> = [[/Android/, 'Android'], [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'macOS'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux']]

/** A device as its owner would know it again: `Chrome, Windows`. What says nothing of the kind is no browser and has no name. */
export function nameDevice (userAgent: string | undefined): string {
  const text = userAgent?.slice(0, 500) ?? ''
  return [BROWSERS, SYSTEMS].flatMap((known) => known.find(([sign]) => sign.test(text))?.[1] ?? []).join(', ')
}
