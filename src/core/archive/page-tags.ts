// The kept tags of the database's pages: in memory, in the witness, and after each checkpoint.
import { readSync } from 'node:fs'
import { Failure } from '#shared/failure'
import { asFailure, type Database } from './database.ts'
import { tagBytes, tagsInSector, type Witness } from './witness.ts'

export const pageBytes = 4096
export const pageWords = pageBytes / 4
const tagWords = tagBytes / 4
const logHeaderBytes = 32
const frameHeaderBytes = 24

export type LogState = { busy: number; log: number; checkpointed: number }

/** The tags of the pages as they are kept in the witness, and the log whose pages they follow. */
export class PageTags {
  private readonly database: Database
  private readonly witness: Witness
  private readonly file: number
  private readonly log: number
  private readonly askLog: { get(): LogState | undefined }
  private tags: Uint32Array
  private readonly unsaved = new Set<number>()
  private readonly onTaken: (page: number) => void

  constructor(
    database: Database,
    witness: Witness,
    { file, log, onTaken }: { file: number; log: number; onTaken: (page: number) => void },
  ) {
    this.database = database
    this.witness = witness
    this.file = file
    this.log = log
    this.onTaken = onTaken
    this.askLog = database.prepare<[], LogState>('PRAGMA wal_checkpoint(NOOP)')
    this.tags = new Uint32Array(witness.tags.buffer)
  }

  logState(): LogState {
    return this.askLog.get() ?? { busy: 0, log: 0, checkpointed: 0 }
  }

  pageCount(): number {
    return Number(this.database.pragma('page_count', { simple: true }))
  }

  /** Numbers of the pages in the log, from 0. */
  inLog(frames: number): Set<number> {
    const found = new Set<number>()
    const number = new DataView(new ArrayBuffer(4))
    for (let frame = 0; frame < frames; frame += 1) {
      const place = logHeaderBytes + frame * (frameHeaderBytes + pageBytes)
      readSync(this.log, number, 0, 4, place)
      found.add(number.getUint32(0) - 1)
    }
    return found
  }

  makeRoom(pages: number): void {
    this.witness.reserve(pages)
    const sectors = Math.ceil(pages / tagsInSector)
    if (this.tags.length >= sectors * tagsInSector * tagWords) return
    const longer = new Uint32Array(sectors * tagsInSector * tagWords * 2)
    longer.set(this.tags)
    this.tags = longer
  }

  save(): void {
    if (this.unsaved.size === 0) return
    this.witness.keepTags(this.unsaved, new Uint8Array(this.tags.buffer))
    this.unsaved.clear()
  }

  /** Takes the tag of a page from the file. `page` counts from 0. */
  take(page: number): void {
    const tag = this.tags.subarray(page * tagWords, (page + 1) * tagWords)
    readSync(this.file, tag, 0, tagBytes, (page + 1) * pageBytes - tagBytes)
    this.unsaved.add(Math.floor(page / tagsInSector))
    this.onTaken(page)
  }

  writeBack(): void {
    this.save()
    const { log: frames, checkpointed } = this.logState()
    if (frames <= checkpointed) return
    const pages = this.pageCount()
    this.makeRoom(pages)
    this.database.pragma('wal_checkpoint(PASSIVE)')
    for (const page of this.inLog(frames)) if (page < pages) this.take(page)
    this.save()
  }

  /** Returns false if the disk is full: the log has everything, and the next commit repeats it. */
  tryWriteBack(): boolean {
    try {
      this.writeBack()
      return true
    } catch (error) {
      const failure = asFailure(error)
      if (failure instanceof Failure && failure.code === 'disk-full') return false
      throw error
    }
  }

  /** Whether a page, at word `from` of `piece`, has its kept tag. */
  isAsKept(page: number, piece: Uint32Array, from: number): boolean {
    const { tags } = this
    for (let word = 0; word < tagWords; word += 1) {
      if (piece[from + pageWords - tagWords + word] !== tags[page * tagWords + word]) return false
    }
    return true
  }
}
