import type { Session } from '../../users/schema.ts'
import { chooseLanguage } from './choose-language.ts'
import { recallLanguage } from './language.ts'

// Labels, the user and his permissions are read when the modules of components are evaluated: so they come after this, all at once.
const session = await readSession()
const { documentElement: root } = document
root.lang = chooseLanguage(recallLanguage(), session?.user?.language ?? null, navigator.languages)
root.dataset['userId'] = session?.user?.username ?? ''
root.dataset['permissions'] = session?.user ? ['Chohyo_Use', ...session.user.role === 'admin' ? ['Chohyo_Configure'] : []].join(' ') : ''

const { start } = await import('./start.ts')
start(session)

/** Who is signed in; null when the service does not say. The page has asked already: the same request takes its answer. */
async function readSession (): Promise<Session | null> {
  try {
    const answer = await fetch('/v1/session')
    return answer.ok ? await answer.json() as Session : null
  } catch {
    return null
  }
}
