/** One file that came to be in the org. Hashes in hex. */
export interface JournalInsert {
  object: 'ContentVersion'
  id: string
  key: string | null
  title: string
  recordId: string | null
  bytes: number
  md5: string
  sha256: string
}

/** One call as it went over the wire, noted when it arrives and completed when it is answered. */
export interface JournalEntry {
  at: string
  method: string
  path: string
  user: string | null
  /** 0: the connection was cut before an answer. */
  status: number
  /** Sent with the answer, head included. */
  bytes: number
  ms: number
  /** Where the sandbox org itself failed: the only place that says why an answer was 500. */
  crash?: string
  /** The file the call brought, though its reply may have been lost. */
  insert?: JournalInsert
}

/** What happened in the org, oldest first. */
export interface Journal {
  add: (entry: JournalEntry) => void
  list: () => JournalEntry[]
  /** Every file that came to be, those of one composite too. */
  files: () => JournalInsert[]
  addFile: (entry: JournalEntry | null, insert: JournalInsert) => void
  clear: () => void
}

/** Beyond this the oldest calls are forgotten, so that a long-lived demo does not grow for ever. */
const mostEntries = 1_000_000

export function makeJournal (): Journal {
  let entries: JournalEntry[] = []
  let files: JournalInsert[] = []
  return {
    add (entry) {
      entries.push(entry)
      if (entries.length > mostEntries) entries = entries.slice(mostEntries / 10)
    },
    list: () => [...entries],
    files: () => [...files],
    addFile (entry, insert) {
      files.push(insert)
      if (entry !== null) entry.insert ??= insert
    },
    clear () {
      entries = []
      files = []
    }
  }
}
