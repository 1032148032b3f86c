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

/** What happened in the org, oldest first. A long-lived org forgets the oldest calls and files. */
export interface Journal {
  add: (entry: JournalEntry) => void
  /** How many calls came since the start or the last `clear`, forgotten ones included. */
  count: () => number
  list: () => JournalEntry[]
  /** The files that came to be, those of one composite too. */
  files: () => JournalInsert[]
  addFile: (entry: JournalEntry | null, insert: JournalInsert) => void
  clear: () => void
}

/** What is kept: the newest calls up to a number and up to a length of their paths together, and as many files. */
export interface JournalSize {
  entries: number
  /** characters */
  paths: number
}

/** About 60 MB when full; a path alone may have 16 kB. */
const ordinarySize: JournalSize = { entries: 50_000, paths: 16_000_000 }

export function makeJournal (size: JournalSize = ordinarySize): Journal {
  let entries: JournalEntry[] = []
  let files: JournalInsert[] = []
  let calls = 0
  let paths = 0
  /** A tenth goes at once, so that a full journal is not moved along at every call. */
  const forget = (): void => {
    const kept = entries.slice(Math.ceil(entries.length / 10))
    paths = kept.reduce((sum, { path }) => sum + path.length, 0)
    entries = kept
  }
  return {
    add (entry) {
      entries.push(entry)
      calls++
      paths += entry.path.length
      while (entries.length > size.entries || paths > size.paths) forget()
    },
    count: () => calls,
    list: () => [...entries],
    files: () => [...files],
    addFile (entry, insert) {
      files.push(insert)
      if (files.length > size.entries) files = files.slice(Math.ceil(size.entries / 10))
      if (entry !== null) entry.insert ??= insert
    },
    clear () {
      entries = []
      files = []
      calls = 0
      paths = 0
    }
  }
}
