import type { Test } from 'tap'
import { corpus } from '../corpus/all.ts'
import { openCorpus } from './send-case.ts'

/** Sends every case of these classes and asks afterwards whether anything leaked, was reached or broke. */
export async function runCorpus (t: Test, letters: Array<keyof typeof corpus>): Promise<void> {
  const { send, canaries, isWell } = await openCorpus(t)
  for (const letter of letters) {
    await t.test(`class ${letter}: each is refused with a sentence, or harmless`, async (t) => {
      const found: string[] = []
      const started = performance.now()
      for (const one of corpus[letter].cases) {
        const fault = await send(one).catch((error: Error) => `threw ${error.message}`)
        if (fault !== null) found.push(`${one.how} ${one.name.slice(0, 100)}: ${fault}`)
      }
      t.comment(`${corpus[letter].cases.length} cases in ${Math.round(performance.now() - started)} ms`)
      t.ok(corpus[letter].cases.length > 0)
      t.same(found, [])
      t.same(canaries(), [], 'no secret was told, and the listener heard of nothing')
      t.ok(await isWell(), 'the service is ready, and the next document is made')
    })
  }
}
