import type { Service } from './serve.ts'

/** The ready line, and on the embedded default what to try next. */
export function sayReady ({ url, demo, deps, consoleBroken }: Service): void {
  const { version, isolation, warnings } = deps.chrome.about()
  const say = (line: string) => process.stdout.write(line + '\n')
  for (const warning of warnings) say(`Warning: ${warning}`)
  if (consoleBroken !== null) say(`Warning: ${consoleBroken}`)
  if (demo) {
    const { card } = demo
    say('')
    say(`Sign in as ${card.user} with the password ${card.password}; in a browser on this computer one click is enough`)
    say(`Sandbox org (a simulated Salesforce): ${card.salesforce}`)
    say(`API key: ${card.apiKey}`)
    say('')
    say('Try it: one quote as PDF, filed on its record:')
    say(`  npm run chohyo -- generate --mapping ${card.mapping} --record ${card.recordId} --out quote.pdf`)
    say('or')
    say(`  curl -s ${url}/v1/documents -H 'Authorization: Bearer ${card.apiKey}' -H 'Content-Type: application/json' \\`)
    say(`    -H 'Prefer: wait=20' -H "Idempotency-Key: first" -d '{"mapping":"${card.mapping}","recordId":"${card.recordId}"}'`)
    say('')
  }
  say(`Chrome ${version}, ${isolation.network ? 'without network' : 'NOT cut off from the network'} (${isolation.how})`)
  say(url === '' ? 'Chohyo is ready: working' : `Chohyo is ready: ${url}/  (reference: ${url}/docs)`)
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
