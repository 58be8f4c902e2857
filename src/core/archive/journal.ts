// Edits that are on the disk but not yet in SQLite, and the head record that shows when SQLite lost
// something. An edit costs one write into a file whose blocks are already on the disk and one
// fdatasync, shared by all edits of up to 50 ms.
import { Failure } from '#shared/failure'
import { Listeners } from '#shared/listeners'
import type { Bytes } from '#core/keys'
import { asFailure, orFailure } from './database.ts'
import { openJournalFile } from './journal-file.ts'
import { framesAt, readFrames, readHead, sealSlot, slotBytes, type Head } from './journal-layout.ts'
import { JournalWriter, leastFrameBytes, type JournalPlace } from './journal-writer.ts'

const troubles = ['disk-full', 'archive-replaced', 'not-writable'] as const
type Trouble = (typeof troubles)[number]
export type SavingState = 'saved' | Trouble

const troubleOf = (failure: unknown): Trouble =>
  troubles.find(each => failure instanceof Failure && failure.code === each) ?? 'not-writable'

/** Runs `work` once after so many milliseconds; returns a function that cancels it. */
export type Later = (work: () => void, milliseconds: number) => () => void

export type Journal = {
  /**
   * Resolves when the entry is on the disk: at once after a pause, else with the others of the same
   * 50 ms. Failures: `disk-full`, `archive-replaced`, `not-writable`. The entry is kept then and
   * tried again automatically, so it must not be appended a second time.
   */
  append(entry: Bytes): Promise<void>
  /** Entries not yet drained, oldest first; after opening, those of an interrupted run. */
  pending(): Bytes[]
  /**
   * Runs `work` with all pending entries in one SQLite transaction, then marks the journal empty.
   * Does nothing if none is pending. If `work` or SQLite fails nothing changes.
   */
  drain(work: (entries: Bytes[]) => void): void
  /** Whether the last write succeeded. */
  state(): SavingState
  onState(listen: (state: SavingState) => void): () => void
  /** Resolves when all that was appended so far is on the disk, however long that takes. */
  settled(): Promise<void>
}

/** The journal's side of a transaction; see transactions.ts. */
export type JournalKeeper = {
  journal: Omit<Journal, 'drain'>
  /** Null when the file holds no readable head record. */
  found: Head | null
  /** Acknowledged entries that can no longer be read, at least so many. */
  missing: number
  /** True if the file is shorter than it was made. */
  isCut: boolean
  /** Writes and syncs the head record of a committed transaction, later if necessary. */
  follow(head: Head): void
  /**
   * Removes the first `count` pending entries, which are in SQLite now. The head record follows
   * after this turn, when the committed changes are on their way. Entries that are in no frame are
   * acknowledged after that.
   */
  empty(count: number, head: Head): void
  /** Writes the head record that could not be written before. Throws a Failure. */
  pay(): void
  /** Failure `archive-replaced` if other files are in the place of the profile's. */
  mustBeOurs(): void
  /** Writes pending entries if possible and closes the file. */
  close(): void
}

const groupMilliseconds = 50
const retryMilliseconds = 250
const groupEntries = 1024
/** Promises that hand a caller the word one after another. */
const callerSteps = 6

type Waiting = { entry: Bytes; resolve: () => void; reject: (reason: unknown) => void }

/** Makes the file of a journal, with its first head record, twice, and blank space, and syncs it. */
export const layJournal = (path: string, key: Bytes, head: Head): void => {
  const file = openJournalFile(path)
  try {
    file.write(new Uint8Array(framesAt + leastFrameBytes), 0)
    file.write(sealSlot(key, head), 0)
    file.write(sealSlot(key, head), slotBytes)
    file.sync()
  } finally {
    file.close()
  }
}

/**
 * Coalesces acknowledgements within one turn. A resolved promise measured faster than
 * `queueMicrotask`.
 */
const thisTurn = Promise.resolve()

const later: Later = (work, milliseconds) => {
  const timer = setTimeout(work, milliseconds)
  return () => clearTimeout(timer)
}

/** Writes entries in groups, acknowledges them, and repeats writes that the disk refused. */
class GroupCommit {
  state: SavingState = 'saved'
  readonly listeners = new Listeners<SavingState>()
  private readonly writer: JournalWriter
  private readonly schedule: Later
  private readonly synced: Bytes[]
  private readonly waiting: Waiting[] = []
  /** Entries that are in SQLite and in no frame, until the head record is written. */
  private unheard: Waiting[] = []
  private settling: (() => void)[] = []
  private cancelTimer: (() => void) | null = null
  private isDue = false
  private isClosed = false
  /** True after a drain emptied the journal while the head record waits for the turn's end. */
  private isEmptied = false
  private readonly onTurn = (): void => this.run()

  constructor(writer: JournalWriter, schedule: Later, synced: Bytes[]) {
    this.writer = writer
    this.schedule = schedule
    this.synced = synced
  }

  append(entry: Bytes): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ entry, resolve, reject })
      if (this.cancelTimer || this.isDue) return
      this.isDue = true
      void thisTurn.then(this.onTurn)
    })
  }

  pending(): Bytes[] {
    return [...this.synced, ...this.waiting.map(each => each.entry)]
  }

  settled(): Promise<void> {
    return new Promise(resolve => {
      this.settling.push(resolve)
      this.settle()
    })
  }

  setState(now: SavingState): void {
    if (this.state === now) return
    this.state = now
    this.listeners.tell(now)
  }

  /** SQLite has the transaction and its count; a head record that fails is only late. */
  follow(now: Head): void {
    this.writer.owed = now
    this.payLater()
  }

  empty(count: number, now: Head): void {
    const late = this.waiting.splice(0, Math.max(0, count - this.synced.length))
    this.synced.splice(0, count)
    this.writer.restart(now)
    this.isEmptied = true
    this.unheard.push(...late)
    setImmediate(() => this.followEmptied())
  }

  close(): void {
    this.cancelTimer?.()
    this.writeAll()
    this.tellWitness()
    this.acknowledge()
    this.isClosed = true
  }

  private settle(): void {
    if (this.waiting.length > 0 || this.unheard.length > 0) return
    const ready = this.settling
    this.settling = []
    for (const resolve of ready) resolve()
  }

  /** Writes all pending entries. Returns false if the disk refused. */
  private writeAll(): boolean {
    this.isDue = false
    try {
      this.writer.writeOwed()
      while (this.waiting.length > 0) this.writeGroup(this.waiting.slice(0, groupEntries))
    } catch (error) {
      const failure = asFailure(error)
      this.setState(troubleOf(failure))
      for (const each of this.waiting) each.reject(failure)
      return false
    }
    this.setState('saved')
    this.settle()
    return true
  }

  private writeGroup(group: readonly Waiting[]): void {
    const entries = group.map(each => each.entry)
    this.writer.writeFrame(entries)
    this.synced.push(...entries)
    this.waiting.splice(0, group.length)
    for (const each of group) each.resolve()
  }

  private setTimer(milliseconds: number): void {
    this.cancelTimer = this.schedule(() => {
      this.cancelTimer = null
      if (this.waiting.length > 0 || this.writer.owed) this.run()
      else this.writer.prepareHeader()
    }, milliseconds)
  }

  private run(): void {
    this.isDue = false
    if (this.cancelTimer) return
    // A drain took the pending entries: the committed changes go out before the head record.
    const isWritten = (this.isEmptied && this.waiting.length === 0) || this.writeAll()
    const pause = isWritten ? groupMilliseconds : retryMilliseconds
    void this.rest(pause)
  }

  /** Callers that wait for the write come first: each of these steps takes as long as sealing. */
  private async rest(milliseconds: number): Promise<void> {
    let isCancelled = false
    this.cancelTimer = () => (isCancelled = true)
    for (let step = 0; step < callerSteps; step++) await thisTurn
    if (isCancelled) return
    this.tellWitness()
    this.setTimer(milliseconds)
  }

  /** The frame is on the disk: a witness that cannot be written is only late. */
  private tellWitness(): void {
    try {
      this.writer.tellWitness()
    } catch (error) {
      this.setState(troubleOf(asFailure(error)))
    }
  }

  private payLater(): void {
    try {
      this.writer.writeOwed()
      // Entries that the disk refused may be in SQLite now: then nothing is left to try again.
      if (this.waiting.length === 0) this.setState('saved')
    } catch (error) {
      if (troubleOf(error) === 'archive-replaced') this.setState('archive-replaced')
      if (!this.cancelTimer) this.setTimer(retryMilliseconds)
    }
  }

  private acknowledge(): void {
    for (const each of this.unheard) each.resolve()
    this.unheard = []
    this.settle()
  }

  private followEmptied(): void {
    this.isEmptied = false
    if (this.isClosed) return
    if (this.writer.owed) this.payLater()
    this.acknowledge()
  }
}

/**
 * Opens the journal, which is in `generation` by SQLite's account. Damage is counted in `missing`
 * and not repaired before the next `empty`, so that a crash now loses no count.
 */
export const openJournal = (
  place: JournalPlace,
  head: { generation: number },
  schedule: Later = later,
): JournalKeeper => {
  const { file, files, witness, key } = place
  const bytes = file.read()
  const found = readHead(key, bytes)
  const { heard } = witness
  const generation = Math.max(
    ...[head.generation, found?.generation ?? 0],
    ...[witness.head?.generation ?? 0, heard?.generation ?? 0],
  )
  const acknowledged = heard?.generation === generation ? heard.entries : 0
  const frames = readFrames(key, bytes, { generation, acknowledged })
  const writer = new JournalWriter(place, { ...frames, size: bytes.length, generation })
  writer.blankDamage()
  const commit = new GroupCommit(writer, schedule, frames.entries)

  return {
    journal: {
      append: entry => commit.append(entry),
      pending: () => commit.pending(),
      state: () => commit.state,
      onState: commit.listeners.add,
      settled: () => commit.settled(),
    },
    found,
    missing: frames.missing,
    isCut: bytes.length < framesAt + leastFrameBytes,
    follow: now => commit.follow(now),
    empty: (count, now) => commit.empty(count, now),
    pay: () => orFailure(() => writer.writeOwed()),
    mustBeOurs() {
      try {
        files.mustBeOurs()
      } catch (error) {
        commit.setState(troubleOf(error))
        throw error
      }
    },
    close: () => {
      commit.close()
      file.close()
    },
  }
}
