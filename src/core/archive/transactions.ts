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
import { openJournal } from './journal.ts'
import type { Journal, JournalKeeper, Later } from './journal.ts'
import type { JournalPlace } from './journal-writer.ts'
import type { Pages } from './pages.ts'
import type { Witness } from './witness.ts'

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

/** A piece of work in a transaction of SQLite. */
type Transacted = { (work: () => unknown): unknown; immediate(work: () => unknown): unknown }

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

/** The head record at the opening, with the losses that it, the journal and the witness show. */
const headAtOpening = (
  stored: StoredHead,
  { found, isCut }: Pick<JournalKeeper, 'found' | 'isCut'>,
  { witness, pages }: { witness: Witness; pages: Pages },
): StoredHead => {
  const lost = Math.max(
    lostChanges(stored, found, isCut),
    unseenChanges(stored, witness.head),
    pages.isOlder() || !witness.isThere ? 1 : 0,
  )
  const most = (of: keyof Head): number =>
    Math.max(stored[of], found?.[of] ?? 0, witness.head?.[of] ?? 0)
  return {
    sequence: most('sequence'),
    generation: most('generation'),
    changes: most('changes'),
    missing: stored.missing + lost,
  }
}

type Step = {
  step(head: StoredHead): StoredHead
  /** Counts the transaction even if `work` wrote nothing. */
  isCounted?: true
  /** True for saving journal entries into the database when the journal was replaced. */
  isRescue?: true
  follow?(head: Head): void
}

type Place = JournalPlace & { pages: Pages }

/** Counted commits: each one changes the head record, which the journal follows. */
class Commits {
  head: StoredHead
  private readonly database: Database
  private readonly keeper: JournalKeeper
  private readonly place: Place
  private readonly setHead: (head: StoredHead) => void
  private readonly totalChanges: { get(): unknown }
  /** Made once: wrapping each piece of work takes longer than beginning it. */
  private readonly transacted: Transacted

  constructor(
    database: Database,
    { keeper, place, head }: { keeper: JournalKeeper; place: Place; head: StoredHead },
  ) {
    this.head = head
    this.database = database
    this.keeper = keeper
    this.place = place
    this.setHead = headStore(database).set
    this.totalChanges = database.prepare('SELECT total_changes()').pluck()
    this.transacted = database.transaction((work: () => unknown) => work())
  }

  /** Runs `work` and counts it, if it wrote anything, as `step` says; then the journal follows. */
  commit<T>(work: () => T, given: Step = { step: count }): T {
    const { step, isCounted, isRescue, follow = now => this.keeper.follow(now) } = given
    this.mustBeReady(isRescue)
    const { totalChanges } = this
    const before = this.head
    let next = before
    const counted = (): T => {
      const written = isCounted ? null : totalChanges.get()
      const made = work()
      if (!isCounted && totalChanges.get() === written) return made
      next = step(before)
      this.setHead(next)
      return made
    }
    const result = orFailure(() => this.transacted.immediate(counted)) as T
    if (next === before) return result
    this.head = next
    this.place.pages.committed()
    follow(next)
    return result
  }

  /**
   * A part of an open transaction. A caller that continues after its work failed must not continue
   * after the disk failed.
   */
  nested<T>(work: () => T): T {
    return orFailure(() => this.transacted(work) as T)
  }

  get isOpen(): boolean {
    return this.database.inTransaction
  }

  /** Checks that the files are the profile's, and writes the head record if it is one behind. */
  private mustBeReady(isRescue = false): void {
    try {
      this.keeper.mustBeOurs()
      this.place.pages.pay()
      this.keeper.pay()
    } catch (error) {
      const isReplaced = error instanceof Failure && error.code === 'archive-replaced'
      if (!isRescue || !isReplaced) throw error
      this.place.files.databaseMustBeOurs()
    }
  }
}

export const openTransactions = (database: Database, place: Place, later?: Later): Transactions => {
  const stored = headStore(database).get()
  const keeper = openJournal(place, stored, later)
  const { witness, pages } = place
  const head = headAtOpening(stored, keeper, place)
  const commits = new Commits(database, { keeper, place, head })
  /** Losses in the journal itself, found again at every opening until the journal is emptied. */
  let inJournal = keeper.missing

  const listeners: (() => void)[] = []
  /** Writes down what is missing. */
  const writeMissing = (): void => {
    try {
      commits.commit(() => {}, { step: count, isCounted: true })
      pages.adopt()
    } catch (error) {
      // Found again at the next opening, and written with the first change that the disk takes.
      if (!(error instanceof Failure) || error.code === 'archive-damaged') throw error
    }
  }
  const isFollowed = [keeper.found, witness.head].every(each => each?.sequence === stored.sequence)
  if (head.missing !== stored.missing) writeMissing()
  else if (!isFollowed) keeper.follow(head)
  pages.onOlder(() => {
    commits.head = { ...commits.head, missing: commits.head.missing + 1 }
    writeMissing()
    for (const listen of listeners) listen()
  })

  const drain: Journal['drain'] = work => {
    if (commits.isOpen) throw new TypeError('a transaction is open')
    const entries = keeper.journal.pending()
    if (entries.length === 0) return
    commits.commit(() => work(entries), {
      step: now => ({
        sequence: now.sequence + 1,
        generation: now.generation + 1,
        changes: now.changes + entries.length,
        missing: now.missing + inJournal,
      }),
      isCounted: true,
      isRescue: true,
      follow(now) {
        inJournal = 0
        keeper.empty(entries.length, now)
      },
    })
  }

  return {
    journal: { ...keeper.journal, drain },
    get missing() {
      return commits.head.missing + inJournal
    },
    onMissing: listen => void listeners.push(listen),
    settleMissing: () => {
      if (commits.head.missing > 0)
        commits.commit(() => {}, { step: now => ({ ...count(now), missing: 0 }), isCounted: true })
    },
    write: work => (commits.isOpen ? work() : commits.commit(work)),
    transaction: work => (commits.isOpen ? commits.nested(work) : commits.commit(work)),
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
