import type { Service } from './serve.ts'

/** The ready line, and on the embedded default what to try next. */
export function sayReady ({ url, demo, deps }: Service): void {
  const { version, isolation, warnings } = deps.chrome.about()
  const say = (line: string) => process.stdout.write(line + '\n')
  for (const warning of warnings) say(`Warning: ${warning}`)
  if (demo) {
    const { card } = demo
    say('')
    say(`Sandbox org (a simulated Salesforce): ${card.salesforce}, user ${card.user}`)
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

/** Why the start failed, in one sentence; what is not ours to name keeps its stack for a bug report. */
export function sayWhy (error: unknown): void {
  const { code, message, stack } = error as { code?: string, message: string, stack?: string }
  process.stderr.write(code?.startsWith('CHOHYO_') ? `${message}\n` : `${stack ?? message}\n`)
}
