// Edits that are on the disk but not yet in SQLite, and the head record that shows when SQLite lost
// something. An edit costs one write into a file whose blocks are already on the disk and one
// fdatasync, shared by all edits of up to 50 ms.
import { Failure } from '#shared/failure'
import type { Bytes } from '#core/keys'
import { asFailure, orFailure } from './database.ts'
import type { JournalFile } from './journal-file.ts'
import type { OwnFiles } from './own-files.ts'
import type { Witness } from './witness.ts'
import {
  frameHeaderOf,
  framesAt,
  readFrames,
  readHead,
  readyHeader,
  sealFrame,
  sealSlot,
  slotBytes,
  slotPlace,
  type Head,
  type ReadyHeader,
} from './journal-layout.ts'

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
const leastFrameBytes = 256 * 1024
const growBytes = 64 * 1024
const groupEntries = 1024

type Waiting = { entry: Bytes; resolve: () => void; reject: (reason: unknown) => void }

/** `file` of an open profile, sealed under `key`; `files` reports whether it is still that file. */
export type JournalPlace = { file: JournalFile; files: OwnFiles; witness: Witness; key: Bytes }

/** Fills a new journal's file with its first head record, twice, and blank space, and syncs it. */
export const layJournal = (file: JournalFile, key: Bytes, head: Head): void => {
  file.write(new Uint8Array(framesAt + leastFrameBytes), 0)
  file.write(sealSlot(key, head), 0)
  file.write(sealSlot(key, head), slotBytes)
  file.sync()
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

/**
 * Opens the journal, which is in `generation` by SQLite's account. Damage is counted in `missing`
 * and not repaired before the next `empty`, so that a crash now loses no count.
 */
export const openJournal = (
  { file, files, witness, key }: JournalPlace,
  head: { generation: number },
  schedule: Later = later,
): JournalKeeper => {
  const bytes = file.read()
  let size = bytes.length
  const found = readHead(key, bytes)
  const { heard } = witness
  let generation = Math.max(
    ...[head.generation, found?.generation ?? 0],
    ...[witness.head?.generation ?? 0, heard?.generation ?? 0],
  )
  const acknowledged = heard?.generation === generation ? heard.entries : 0
  const frames = readFrames(key, bytes, { generation, acknowledged })
  let { end, next } = frames
  /** Beyond this the file is known to be blank. */
  let written = Math.max(frames.written, end)
  const synced: Bytes[] = frames.entries
  const waiting: Waiting[] = []
  const listeners = new Set<(state: SavingState) => void>()
  let state: SavingState = 'saved'
  /** A head record that could not be written yet. */
  let owed: Head | null = null
  let cancelTimer: (() => void) | null = null
  /** The length of the last sealed frame, and a header for the next frame of that length. */
  let lastLength = 0
  let ready: ReadyHeader | null = null
  let isDue = false
  let isClosed = false
  let settling: (() => void)[] = []
  /** Entries that are in SQLite and in no frame, until the head record is written. */
  let unheard: Waiting[] = []
  /** True after a drain emptied the journal while the head record waits for the turn's end. */
  let isEmptied = false

  const setState = (now: SavingState): void => {
    if (state === now) return
    state = now
    for (const listen of listeners) listen(now)
  }
  const sync = (): void => {
    file.sync()
    files.mustBeOurs()
  }
  const blankRest = (): void => {
    if (written > end) file.write(new Uint8Array(written - end), end)
  }
  const makeRoom = (needed: number): void => {
    if (needed <= size) return
    // Read again: a refused attempt may have made the file a little longer.
    size = file.size()
    const wanted = Math.max(needed, framesAt + leastFrameBytes, size + size / 2)
    const steps = Math.ceil((wanted - framesAt) / growBytes)
    const grown = framesAt + steps * growBytes
    file.write(new Uint8Array(grown - size), size)
    file.sync()
    size = grown
  }
  const writeOwed = (): void => {
    if (!owed) return
    makeRoom(framesAt + leastFrameBytes)
    blankRest()
    const slot = sealSlot(key, owed)
    file.write(slot, slotPlace(owed))
    sync()
    witness.keepHead(slot)
    owed = null
    written = end
  }
  const writeGroup = (group: readonly Waiting[]): void => {
    const entries = group.map(each => each.entry)
    const at = { place: end, generation, first: next }
    const { frame, length } = sealFrame(key, entries, at, ready)
    ready = null
    lastLength = length
    makeRoom(end + frame.length)
    written = Math.max(written, end + frame.length)
    file.write(frame, end)
    sync()
    witness.keepFrame(end, frameHeaderOf(frame))
    end += frame.length
    next += entries.length
    synced.push(...entries)
    waiting.splice(0, group.length)
    for (const each of group) each.resolve()
  }
  const settle = (): void => {
    if (waiting.length > 0 || unheard.length > 0) return
    const ready = settling
    settling = []
    for (const resolve of ready) resolve()
  }
  /** Writes all pending entries. Returns false if the disk refused. */
  const writeAll = (): boolean => {
    isDue = false
    try {
      writeOwed()
      while (waiting.length > 0) writeGroup(waiting.slice(0, groupEntries))
    } catch (error) {
      const failure = asFailure(error)
      setState(troubleOf(failure))
      for (const each of waiting) each.reject(failure)
      return false
    }
    setState('saved')
    settle()
    return true
  }
  /**
   * Prepares the header in a pause, for the next keystroke, which as a rule has the same length.
   */
  const getReady = (): void => {
    const at = { place: end, generation, first: next }
    ready = lastLength === 0 ? null : readyHeader(key, at, { length: lastLength, count: 1 })
  }
  const setTimer = (milliseconds: number): void => {
    cancelTimer = schedule(() => {
      cancelTimer = null
      if (waiting.length > 0 || owed) run()
      else getReady()
    }, milliseconds)
  }
  const run = (): void => {
    isDue = false
    if (cancelTimer) return
    // A drain took the pending entries: the committed changes go out before the head record.
    const isWritten = (isEmptied && waiting.length === 0) || writeAll()
    const pause = isWritten ? groupMilliseconds : retryMilliseconds
    // Callers that wait for the write come first: setting a timer takes as long as sealing.
    const turn = setImmediate(() => setTimer(pause))
    cancelTimer = () => clearImmediate(turn)
  }

  /** SQLite has the transaction and its count; a head record that fails is only late. */
  const payLater = (): void => {
    try {
      writeOwed()
      // Entries that the disk refused may be in SQLite now: then nothing is left to try again.
      if (waiting.length === 0) setState('saved')
    } catch (error) {
      if (troubleOf(error) === 'archive-replaced') setState('archive-replaced')
      if (!cancelTimer) setTimer(retryMilliseconds)
    }
  }

  const hear = (): void => {
    for (const each of unheard) each.resolve()
    unheard = []
    settle()
  }
  const followEmptied = (): void => {
    isEmptied = false
    if (isClosed) return
    if (owed) payLater()
    hear()
  }

  if (written > end) {
    blankRest()
    file.sync()
    written = end
  }

  return {
    journal: {
      append: entry =>
        new Promise((resolve, reject) => {
          waiting.push({ entry, resolve, reject })
          if (cancelTimer || isDue) return
          isDue = true
          void thisTurn.then(run)
        }),
      pending: () => [...synced, ...waiting.map(each => each.entry)],
      state: () => state,
      onState: listen => {
        listeners.add(listen)
        return () => listeners.delete(listen)
      },
      settled: () =>
        new Promise(resolve => {
          settling.push(resolve)
          settle()
        }),
    },
    found,
    missing: frames.missing,
    isCut: bytes.length < framesAt + leastFrameBytes,
    follow: now => {
      owed = now
      payLater()
    },
    empty: (count, now) => {
      const late = waiting.splice(0, Math.max(0, count - synced.length))
      synced.splice(0, count)
      generation = now.generation
      end = framesAt
      next = 0
      owed = now
      isEmptied = true
      unheard.push(...late)
      setImmediate(followEmptied)
    },
    pay: () => orFailure(writeOwed),
    mustBeOurs() {
      try {
        files.mustBeOurs()
      } catch (error) {
        setState(troubleOf(error))
        throw error
      }
    },
    close: () => {
      cancelTimer?.()
      writeAll()
      hear()
      isClosed = true
      file.close()
    },
  }
}
