// The one kind of transaction. Each leaves its count in SQLite and, synced before the caller hears of
// success, in the journal's head record; so at the next opening a database that lost commits (a
// damaged log, a deleted log, an old copy) is behind the journal, and the loss has a number.
//
// SQLite is ahead of the head record by at most one transaction, that of a crash between the two.
// More means that the journal is the old one.
import { Failure } from '#shared/failure'
import type { Write } from './columns.ts'
import { orFailure, type Database } from './database.ts'
import type { Head } from './journal-layout.ts'
import { openJournal, type Journal, type JournalPlace, type Later } from './journal.ts'
import type { Pages } from './pages.ts'

/** `missing`: changes known to be lost and not yet settled. */
type StoredHead = Head & { missing: number }

export type Transactions = {
  journal: Journal
  readonly missing: number
  /** Calls `listen` when more losses are found after the opening. */
  onMissing: (listen: () => void) => void
  settleMissing: () => void
  write: Write
  transaction: <T>(work: () => T) => T
  /** Writes pending changes, then closes journal and database. */
  close(): void
}

/** The head record as the database has it. */
const headStore = (database: Database) => {
  const get = database.prepare<[], StoredHead>(
    'SELECT sequence, generation, changes, missing FROM head',
  )
  const set = database.prepare(`
    UPDATE head SET sequence = @sequence, generation = @generation, changes = @changes,
      missing = @missing`)
  return {
    get: (): StoredHead => get.get() ?? { sequence: 0, generation: 0, changes: 0, missing: 0 },
    set: (head: StoredHead): void => void set.run(head),
  }
}

/**
 * Number of changes that the database lost, by the journal's head record as the witness saw it
 * last.
 */
const unseenChanges = (database: Head, witness: Head | null): number =>
  witness && witness.sequence > database.sequence
    ? Math.max(1, witness.changes - database.changes)
    : 0

/** Number of changes that the database lost, by the journal's head record. */
const lostChanges = (database: Head, journal: Head | null, isCut: boolean): number => {
  if (!journal) return 1
  if (isCut) return 1 + lostChanges(database, journal, false)
  if (journal.sequence > database.sequence) return Math.max(1, journal.changes - database.changes)
  return database.sequence > journal.sequence + 1 ? 1 : 0
}

const count = (now: StoredHead): StoredHead => ({
  ...now,
  sequence: now.sequence + 1,
  changes: now.changes + 1,
})

/** The head record of a database that no journal knows yet. */
export const firstHead = (database: Database): Head => headStore(database).get()

export const openTransactions = (
  database: Database,
  place: JournalPlace & { pages: Pages },
  later?: Later,
): Transactions => {
  const heads = headStore(database)
  const stored = heads.get()
  const keeper = openJournal(place, stored, later)
  const { found, isCut } = keeper
  const { witness, pages } = place
  const lost = Math.max(
    lostChanges(stored, found, isCut),
    unseenChanges(stored, witness.head),
    pages.isOlder() || !witness.isThere ? 1 : 0,
  )
  const most = (of: keyof Head): number =>
    Math.max(stored[of], found?.[of] ?? 0, witness.head?.[of] ?? 0)
  let head: StoredHead = {
    sequence: most('sequence'),
    generation: most('generation'),
    changes: most('changes'),
    missing: stored.missing + lost,
  }
  /** Losses in the journal itself, found again at every opening until the journal is emptied. */
  let inJournal = keeper.missing
  const totalChanges = database.prepare('SELECT total_changes()').pluck()
  /** Made once: wrapping each piece of work takes longer than beginning it. */
  const transacted = database.transaction((work: () => unknown) => work())
  type Step = {
    step(head: StoredHead): StoredHead
    /** Counts the transaction even if `work` wrote nothing. */
    isCounted?: true
    /** True for saving journal entries into the database when the journal was replaced. */
    isRescue?: true
    follow?(head: Head): void
  }
  /** Checks that the files are the profile's, and writes the head record if it is one behind. */
  const mustBeReady = (isRescue = false): void => {
    try {
      keeper.mustBeOurs()
      pages.pay()
      keeper.pay()
    } catch (error) {
      const isReplaced = error instanceof Failure && error.code === 'archive-replaced'
      if (!isRescue || !isReplaced) throw error
      place.files.databaseMustBeOurs()
    }
  }
  /** Runs `work` and counts it, if it wrote anything, as `step` says; then the journal follows. */
  const commit = <T>(
    work: () => T,
    { step, isCounted, isRescue, follow = now => keeper.follow(now) }: Step = { step: count },
  ): T => {
    mustBeReady(isRescue)
    let next = head
    const counted = (): T => {
      const before = isCounted ? null : totalChanges.get()
      const made = work()
      if (!isCounted && totalChanges.get() === before) return made
      next = step(head)
      heads.set(next)
      return made
    }
    const result = orFailure(() => transacted.immediate(counted)) as T
    if (next === head) return result
    head = next
    pages.committed()
    follow(head)
    return result
  }
  const transaction = <T>(work: () => T): T =>
    // A nested one too: a caller that continues after its work failed must not continue after the
    // disk failed.
    database.inTransaction ? orFailure(() => transacted(work) as T) : commit(work)

  const listeners: (() => void)[] = []
  /** Writes down what is missing. */
  const writeMissing = (): void => {
    try {
      commit(() => {}, { step: count, isCounted: true })
      pages.adopt()
    } catch (error) {
      // Found again at the next opening, and written with the first change that the disk takes.
      if (!(error instanceof Failure) || error.code === 'archive-damaged') throw error
    }
  }
  const isFollowed = [found, witness.head].every(each => each?.sequence === stored.sequence)
  if (head.missing !== stored.missing) writeMissing()
  else if (!isFollowed) keeper.follow(head)
  pages.onOlder(() => {
    head = { ...head, missing: head.missing + 1 }
    writeMissing()
    for (const listen of listeners) listen()
  })

  return {
    journal: {
      ...keeper.journal,
      drain: work => {
        if (database.inTransaction) throw new TypeError('a transaction is open')
        const entries = keeper.journal.pending()
        if (entries.length === 0) return
        const step = (now: StoredHead): StoredHead => ({
          sequence: now.sequence + 1,
          generation: now.generation + 1,
          changes: now.changes + entries.length,
          missing: now.missing + inJournal,
        })
        commit(() => work(entries), {
          step,
          isCounted: true,
          isRescue: true,
          follow(now) {
            inJournal = 0
            keeper.empty(entries.length, now)
          },
        })
      },
    },
    get missing() {
      return head.missing + inJournal
    },
    onMissing: listen => void listeners.push(listen),
    settleMissing: () => {
      if (head.missing > 0)
        commit(() => {}, { step: now => ({ ...count(now), missing: 0 }), isCounted: true })
    },
    write: work => (database.inTransaction ? work() : commit(work)),
    transaction,
    close: () => {
      try {
        keeper.close()
      } finally {
        try {
          pages.close()
        } finally {
          witness.close()
        }
      }
    },
  }
}
