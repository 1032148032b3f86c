import type { Service } from './serve.ts'

/** The ready line, which leads to the console, and on the embedded default how to get in and what to try from a terminal. */
export function sayReady ({ url, demo, deps, consoleBroken }: Service): void {
  const { version, isolation, warnings } = deps.chrome.about()
  const say = (line: string) => process.stdout.write(line + '\n')
  for (const warning of warnings) say(`Warning: ${warning}`)
  if (consoleBroken !== null) say(`Warning: ${consoleBroken}`)
  say(`Chrome ${version}, ${isolation.network ? 'without network' : 'NOT cut off from the network'} (${isolation.how})`)
  if (url === '') {
    say('Chohyo is ready: working')
    return
  }
  if (demo) {
    const { card } = demo
    say(`Sandbox org (a simulated Salesforce): ${card.salesforce}`)
    say('')
    say('From a terminal, one quote as PDF, filed on its record:')
    say(`  npm run chohyo -- generate --mapping ${card.mapping} --record ${card.recordId} --out quote.pdf`)
    say(`API key for programs: ${card.apiKey}`)
    say('')
  }
  say(`Chohyo is ready: ${url}/`)
  if (demo) say(`  Open it and sign in with one click. From another computer: ${demo.card.user}, password ${demo.card.password}`)
  say(`  API reference: ${url}/docs`)
}

/** Why it failed, in one sentence; what is not ours to name keeps its stack for a bug report. */
export function sayWhy (error: unknown): void {
  process.stderr.write(`${nameFailure(error) ?? (error as Error).stack ?? (error as Error).message}\n`)
}

/** The sentence of an error of ours, or of what a disk and its rights can do to us. */
export function nameFailure (error: unknown): string | undefined {
  const { code, message, path = 'the data folder' } = error as { code?: string, message: string, path?: string }
  if (code?.startsWith('CHOHYO_')) return message
  if (code === 'ENOSPC' || code === 'EDQUOT') return `The disk is full (${code}). Make room on the disk of the data folder, or set DATA_DIR to a folder on another disk.`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return `This user may not write to ${path} (${code}). Make it writable, or set DATA_DIR to a folder of your own.`
}
