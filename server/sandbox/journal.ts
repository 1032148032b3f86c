/** One call as it went over the wire; status 0: the connection was cut before an answer. */
export interface JournalCall {
  kind: 'call'
  at: string
  method: string
  path: string
  user: string | null
  status: number
  bytes: number
  ms: number
}

/** One file that came to be in the org. */
export interface JournalFile {
  kind: 'file'
  at: string
  user: string
  id: string
  key: string | null
  title: string
  recordId: string | null
  bytes: number
  md5: string
  sha256: string
}

export type JournalEntry = JournalCall | JournalFile

/** What happened in the org, oldest first. */
export interface Journal {
  add: (entry: JournalEntry) => void
  list: () => JournalEntry[]
  calls: () => JournalCall[]
  files: () => JournalFile[]
  clear: () => void
}

/** Beyond this the oldest calls are forgotten, so that a long-lived demo does not grow for ever. */
const mostEntries = 1_000_000

export function makeJournal (): Journal {
  let entries: JournalEntry[] = []
  return {
    add (entry) {
      entries.push(entry)
      if (entries.length > mostEntries) entries = entries.slice(mostEntries / 10)
    },
    list: () => [...entries],
    calls: () => entries.filter(entry => entry.kind === 'call'),
    files: () => entries.filter(entry => entry.kind === 'file'),
    clear () { entries = [] }
  }
}
