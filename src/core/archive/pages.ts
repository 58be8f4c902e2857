// Finds at the opening whether a page of the database is older than the last one written in its
// place. The cipher cannot, because both pages were sealed with the same key. The witness keeps a
// tag of each page. It is written after a checkpoint, and is on the disk before the log is
// overwritten. Until then the log has the same pages, so after any crash each page is in the log or
// as its tag says.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import { asFailure, orFailure, type Database } from './database.ts'
import { logOf } from './paths.ts'
import { tagBytes, tagsInSector, type Witness } from './witness.ts'

const pageBytes = 4096
const tagWords = tagBytes / 4
const pageWords = pageBytes / 4
const logHeaderBytes = 32
const frameHeaderBytes = 24
/** Most pages in the log: the number at which SQLite itself would write them back. */
const mostInLog = 200
const pieceBytes = 2 ** 20
/** Bytes beyond this are read after the opening, piece by piece. */
const readAtOnce = 64 * 2 ** 20

type LogState = { busy: number; log: number; checkpointed: number }

export type Pages = {
  /**
   * True if a page is older than it should be. For a large archive the result comes after the
   * opening.
   */
  isOlder(): boolean
  onOlder(listen: () => void): void
  /** Accepts older pages as the right ones from now on. */
  adopt(): void
  /**
   * Keeps the tags that could not be kept before. Throws a Failure; the log must not be written
   * before.
   */
  pay(): void
  /** After each commit: writes the log back when it is long. */
  committed(): void
  /** Writes the log back and empties it. Returns false while a reader uses it. */
  emptyLog(): boolean
  /** Keeps the file unchanged until the returned function is called. */
  hold(): () => void
  /** Closes the database too. */
  close(): void
}

/** The tags of all pages of the closed database at `path`. */
export const tagsIn = (path: string): Bytes => {
  const file = openSync(path, 'r')
  try {
    const pages = fstatSync(file).size / pageBytes
    const tags = new Uint8Array(pages * tagBytes)
    for (let page = 0; page < pages; page += 1) {
      readSync(file, tags, page * tagBytes, tagBytes, (page + 1) * pageBytes - tagBytes)
    }
    return tags
  } finally {
    closeSync(file)
  }
}

/** `atOnce`: bytes that are read before this returns. */
export const openPages = (database: Database, witness: Witness, atOnce = readAtOnce): Pages => {
  const file = openSync(database.name, 'r')
  const log = openSync(logOf(database.name), 'r')
  const ask = database.prepare<[], LogState>('PRAGMA wal_checkpoint(NOOP)')
  let tags = new Uint32Array(witness.tags.buffer)
  const older = new Set<number>()
  /** Pages in the log, if the disk refused to write them back at the opening. */
  let inLogStill: ReadonlySet<number> = new Set()
  const unsaved = new Set<number>()
  const listeners: (() => void)[] = []
  const piece = new Uint32Array(pieceBytes / 4)
  let isHeld = false
  let [at, end] = [0, 0]

  const logState = (): LogState => ask.get() ?? { busy: 0, log: 0, checkpointed: 0 }
  const pageCount = (): number => Number(database.pragma('page_count', { simple: true }))
  const makeRoom = (pages: number): void => {
    witness.reserve(pages)
    const sectors = Math.ceil(pages / tagsInSector)
    if (tags.length >= sectors * tagsInSector * tagWords) return
    const longer = new Uint32Array(sectors * tagsInSector * tagWords * 2)
    longer.set(tags)
    tags = longer
  }
  const save = (): void => {
    if (unsaved.size === 0) return
    witness.keepTags(unsaved, new Uint8Array(tags.buffer))
    unsaved.clear()
  }
  /** `page` counts from 0. */
  const takeTag = (page: number): void => {
    const tag = tags.subarray(page * tagWords, (page + 1) * tagWords)
    readSync(file, tag, 0, tagBytes, (page + 1) * pageBytes - tagBytes)
    unsaved.add(Math.floor(page / tagsInSector))
    older.delete(page)
  }
  const inLog = (frames: number): Set<number> => {
    const found = new Set<number>()
    const number = new DataView(new ArrayBuffer(4))
    for (let frame = 0; frame < frames; frame += 1) {
      const place = logHeaderBytes + frame * (frameHeaderBytes + pageBytes)
      readSync(log, number, 0, 4, place)
      found.add(number.getUint32(0) - 1)
    }
    return found
  }
  const writeBack = (): void => {
    save()
    const { log: frames, checkpointed } = logState()
    if (frames <= checkpointed) return
    const pages = pageCount()
    makeRoom(pages)
    database.pragma('wal_checkpoint(PASSIVE)')
    for (const page of inLog(frames)) if (page < pages) takeTag(page)
    save()
  }
  const isAsKept = (page: number, from: number): boolean => {
    for (let word = 0; word < tagWords; word += 1) {
      if (piece[from + pageWords - tagWords + word] !== tags[page * tagWords + word]) return false
    }
    return true
  }
  const readPiece = (): void => {
    const got = readSync(file, piece, 0, Math.min(pieceBytes, end - at), at)
    for (let from = 0; from < got / 4; from += pageWords) {
      const page = at / pageBytes + from / pageWords
      if (!inLogStill.has(page) && !isAsKept(page, from)) older.add(page)
    }
    at = got === 0 ? end : at + got
  }
  const readRest = (): void => {
    if (!database.open) return
    readPiece()
    if (at < end) setImmediate(readRest)
    else if (older.size > 0) for (const listen of listeners) listen()
  }
  const adopt = (): void => {
    for (const page of older) takeTag(page)
    save()
  }

  /** False if the disk is full: the log has everything, and the next commit repeats it. */
  const tryWriteBack = (): boolean => {
    try {
      writeBack()
      return true
    } catch (error) {
      const failure = asFailure(error)
      if (failure instanceof Failure && failure.code === 'disk-full') return false
      throw error
    }
  }
  const begin = (): void => {
    if (!tryWriteBack()) inLogStill = inLog(logState().log)
    end = fstatSync(file).size
    makeRoom(end / pageBytes)
    while (at < Math.min(end, witness.isThere ? atOnce : end)) readPiece()
    if (!witness.isThere) adopt()
    if (at < end) setImmediate(readRest)
  }
  const letGo = (): void => {
    // The other handle of the same file goes last: closing it drops SQLite's lock.
    closeSync(log)
    database.close()
    closeSync(file)
  }
  try {
    orFailure(begin)
  } catch (error) {
    letGo()
    throw error
  }

  return {
    isOlder: () => older.size > 0,
    onOlder: listen => void listeners.push(listen),
    adopt: () => orFailure(adopt),
    pay: () => orFailure(save),
    committed() {
      if (isHeld) return
      const { log: frames, checkpointed } = logState()
      if (frames - checkpointed <= mostInLog) return
      try {
        writeBack()
      } catch (error) {
        // The log has everything; the next commit repeats it.
        if (!(asFailure(error) instanceof Failure)) throw error
      }
    },
    emptyLog: () =>
      orFailure(() => {
        writeBack()
        const [state] = database.pragma('wal_checkpoint(TRUNCATE)') as LogState[]
        return state?.busy === 0
      }),
    hold() {
      isHeld = true
      return () => {
        isHeld = false
      }
    },
    close() {
      try {
        if (database.open) orFailure(tryWriteBack)
      } finally {
        letGo()
      }
    },
  }
}
