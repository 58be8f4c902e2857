// Finds at the opening whether a page of the database is older than the last one written in its
// place. The cipher cannot, because both pages were sealed with the same key. The witness keeps a
// tag of each page. It is written after a checkpoint, and is on the disk before the log is
// overwritten. Until then the log has the same pages, so after any crash each page is in the log or
// as its tag says.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import { asFailure, giveFreePagesBack, orFailure, orLater, type Database } from './database.ts'
import { pageBytes, PageTags, pageWords, type LogState } from './page-tags.ts'
import { logOf } from './paths.ts'
import { tagBytes, type Witness } from './witness.ts'

/**
 * Pages that the log may have before they are written back: 8 MB. Each writing back costs a sync; in a
 * longer log, reading a page takes longer.
 */
const mostInLog = 2_000
const pieceBytes = 2 ** 20
/** Bytes beyond this are read after the opening, piece by piece. */
const readAtOnce = 64 * 2 ** 20

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
  /** Gives free pages back, and closes the database too. */
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

/** Reads the database file in pieces and finds pages whose tag is not the kept one. */
class OlderPages {
  readonly found = new Set<number>()
  readonly listeners: (() => void)[] = []
  private readonly database: Database
  private readonly file: number
  private readonly tags: PageTags
  private readonly piece = new Uint32Array(pieceBytes / 4)
  /** Pages in the log, if the disk refused to write them back at the opening. */
  private inLogStill: ReadonlySet<number> = new Set()
  private at = 0
  private end = 0

  constructor(database: Database, file: number, tags: PageTags) {
    this.database = database
    this.file = file
    this.tags = tags
  }

  /** Reads `atOnce` bytes, and the rest in later turns. */
  search(inLogStill: ReadonlySet<number>, end: number, atOnce: number): void {
    this.inLogStill = inLogStill
    this.end = end
    while (this.at < Math.min(end, atOnce)) this.readPiece()
    if (this.at < end) setImmediate(() => this.readRest())
  }

  adopt(): void {
    for (const page of this.found) this.tags.take(page)
    this.tags.save()
  }

  private readPiece(): void {
    const { at, piece } = this
    const got = readSync(this.file, piece, 0, Math.min(pieceBytes, this.end - at), at)
    for (let from = 0; from < got / 4; from += pageWords) {
      const page = at / pageBytes + from / pageWords
      if (!this.inLogStill.has(page) && !this.tags.isAsKept(page, piece, from)) this.found.add(page)
    }
    this.at = got === 0 ? this.end : at + got
  }

  private readRest(): void {
    if (!this.database.open) return
    this.readPiece()
    if (this.at < this.end) setImmediate(() => this.readRest())
    else if (this.found.size > 0) for (const listen of this.listeners) listen()
  }
}

/** `atOnce`: bytes that are read before this returns. */
export const openPages = (database: Database, witness: Witness, atOnce = readAtOnce): Pages => {
  const file = openSync(database.name, 'r')
  const log = openSync(logOf(database.name), 'r')
  const close = (): void => {
    // The other handle of the same file goes last: closing it drops SQLite's lock.
    closeSync(log)
    database.close()
    closeSync(file)
  }
  const open = (): { tags: PageTags; older: OlderPages } => {
    const tags = new PageTags(database, witness, {
      file,
      log,
      onTaken: page => void older.found.delete(page),
    })
    const older = new OlderPages(database, file, tags)
    const inLogStill = tags.tryWriteBack() ? new Set<number>() : tags.inLog(tags.logState().log)
    const end = fstatSync(file).size
    tags.makeRoom(end / pageBytes)
    older.search(inLogStill, end, witness.isThere ? atOnce : end)
    if (!witness.isThere) older.adopt()
    return { tags, older }
  }
  const openOrClose = (): { tags: PageTags; older: OlderPages } => {
    try {
      return orFailure(open)
    } catch (error) {
      close()
      throw error
    }
  }
  const { tags, older } = openOrClose()
  let isHeld = false

  return {
    isOlder: () => older.found.size > 0,
    onOlder: listen => void older.listeners.push(listen),
    adopt: () => orFailure(() => older.adopt()),
    pay: () => orFailure(() => tags.save()),
    committed() {
      if (isHeld) return
      const { log: frames, checkpointed } = tags.logState()
      if (frames - checkpointed <= mostInLog) return
      try {
        tags.writeBack()
      } catch (error) {
        // The log has everything; the next commit repeats it.
        if (!(asFailure(error) instanceof Failure)) throw error
      }
    },
    emptyLog: () =>
      orFailure(() => {
        tags.writeBack()
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
        if (database.open) {
          orLater(() => {
            // Giving back writes the log, and tags that are still to be kept come before that.
            tags.save()
            giveFreePagesBack(database)
          })
          orFailure(() => tags.tryWriteBack())
        }
      } finally {
        close()
      }
    },
  }
}
