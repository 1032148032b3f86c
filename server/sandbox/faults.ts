export type FaultKind = 'slow' | 'trickle' | 'html503' | 'rowLock' | 'requestLimit' | 'concurrentLimit' | 'expiredSession' | 'reset' |
  'partialFailure' | 'truncatedPage' | 'tokenRefused' | 'lostReply' | 'cutBody' | 'queryTimeout'

/** Which calls a fault meets: all that is given must fit. `path` and `body` are found anywhere in path with query, or body. */
export interface FaultMatch {
  method?: string
  path?: string | RegExp
  body?: string | RegExp
  user?: string
}

export interface Fault {
  match?: FaultMatch
  kind: FaultKind
  /** How many calls it meets; once when not given. */
  times?: number
  /** `slow` and `trickle`: how long the answer takes. */
  ms?: number
  /** `partialFailure`: every n-th record of the collection or composite fails; 2 when not given. */
  every?: number
}

export interface FaultCall {
  method: string
  path: string
  body: string
  user: string | null
}

/** The fault script: rules meet calls in the order they were added until their times are used up. */
export interface Faults {
  add: (fault: Fault) => void
  take: (call: FaultCall) => Fault | null
  list: () => Fault[]
  clear: () => void
}

export function makeFaults (): Faults {
  let rules: Array<{ fault: Fault, left: number }> = []
  return {
    add (fault) { rules.push({ fault, left: fault.times ?? 1 }) },
    take (call) {
      const rule = rules.find(({ fault }) => meets(fault, call))
      if (rule === undefined) return null
      rule.left--
      rules = rules.filter(({ left }) => left > 0)
      return rule.fault
    },
    list: () => rules.map(({ fault, left }) => ({ ...fault, times: left })),
    clear () { rules = [] }
  }
}

function meets ({ kind, match = {} }: Fault, call: FaultCall): boolean {
  const isToken = call.path.startsWith('/services/oauth2/token')
  // A rule that names no path means the data API, and only a refused token means the token endpoint.
  if (isToken ? kind !== 'tokenRefused' && match.path === undefined : kind === 'tokenRefused') return false
  return (match.method === undefined || match.method.toUpperCase() === call.method) &&
    (match.user === undefined || match.user === call.user) &&
    found(match.path, readable(call.path)) && found(match.body, call.body)
}

function found (wanted: string | RegExp | undefined, text: string): boolean {
  if (wanted === undefined) return true
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)
}

function readable (path: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', ' '))
  } catch {
    return path
  }
}
