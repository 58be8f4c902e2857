// Writes frames and head records into the journal's file, which keeps blank space behind them.
import type { Bytes } from '#core/keys'
import type { JournalFile } from './journal-file.ts'
import {
  frameHeaderOf,
  framesAt,
  readyHeader,
  sealFrame,
  sealSlot,
  slotPlace,
  type FramePlace,
  type Head,
  type ReadyHeader,
} from './journal-layout.ts'
import type { OwnFiles } from './own-files.ts'
import type { Witness } from './witness.ts'

export const leastFrameBytes = 256 * 1024
const growBytes = 64 * 1024

/** `file` of an open profile, sealed under `key`; `files` reports whether it is still that file. */
export type JournalPlace = { file: JournalFile; files: OwnFiles; witness: Witness; key: Bytes }

export class JournalWriter {
  /** A head record that could not be written yet. */
  owed: Head | null = null
  private readonly file: JournalFile
  private readonly files: OwnFiles
  private readonly witness: Witness
  private readonly key: Bytes
  private size: number
  private generation: number
  private end: number
  private next: number
  /** Beyond this the file is known to be blank. */
  private written: number
  /** The length of the last sealed frame, and a header for the next frame of that length. */
  private lastLength = 0
  private ready: ReadyHeader | null = null
  /** The last frame, while the witness does not know it. */
  private unwitnessed: { place: number; header: Bytes } | null = null

  constructor(
    { file, files, witness, key }: JournalPlace,
    state: { size: number; generation: number; end: number; next: number; written: number },
  ) {
    this.file = file
    this.files = files
    this.witness = witness
    this.key = key
    this.size = state.size
    this.generation = state.generation
    this.end = state.end
    this.next = state.next
    this.written = Math.max(state.written, state.end)
  }

  /** Blanks the bytes behind the last frame at the opening. */
  blankDamage(): void {
    if (this.written <= this.end) return
    this.blankRest()
    this.file.sync()
    this.written = this.end
  }

  writeOwed(): void {
    const { owed } = this
    if (!owed) return
    this.makeRoom(framesAt + leastFrameBytes)
    this.blankRest()
    const slot = sealSlot(this.key, owed)
    this.file.write(slot, slotPlace(owed))
    this.sync()
    this.witness.keepHead(slot)
    this.owed = null
    this.written = this.end
  }

  writeFrame(entries: readonly Bytes[]): void {
    const { end } = this
    const { frame, length } = sealFrame(this.key, entries, this.place(), this.ready)
    this.ready = null
    this.lastLength = length
    this.makeRoom(end + frame.length)
    this.written = Math.max(this.written, end + frame.length)
    this.file.write(frame, end)
    this.sync()
    this.unwitnessed = { place: end, header: frameHeaderOf(frame) }
    this.end += frame.length
    this.next += entries.length
  }

  /** Tells the witness of the last frame, which is on the disk. Throws the system's error. */
  tellWitness(): void {
    const { unwitnessed } = this
    if (!unwitnessed) return
    this.witness.keepFrame(unwitnessed.place, unwitnessed.header)
    this.unwitnessed = null
  }

  /**
   * Prepares the header in a pause, for the next keystroke, which as a rule has the same length.
   */
  prepareHeader(): void {
    const { key, lastLength: length } = this
    this.ready = length === 0 ? null : readyHeader(key, this.place(), { length, count: 1 })
  }

  /** Begins a new generation: the entries of the last one are in SQLite. */
  restart(head: Head): void {
    this.generation = head.generation
    this.end = framesAt
    this.next = 0
    this.owed = head
  }

  private place(): FramePlace {
    return { place: this.end, generation: this.generation, first: this.next }
  }

  private sync(): void {
    this.file.sync()
    this.files.mustBeOurs()
  }

  private blankRest(): void {
    if (this.written > this.end) this.file.write(new Uint8Array(this.written - this.end), this.end)
  }

  private makeRoom(needed: number): void {
    if (needed <= this.size) return
    // Read again: a refused attempt may have made the file a little longer.
    const size = this.file.size()
    this.size = size
    const wanted = Math.max(needed, framesAt + leastFrameBytes, size + size / 2)
    const steps = Math.ceil((wanted - framesAt) / growBytes)
    const grown = framesAt + steps * growBytes
    this.file.write(new Uint8Array(grown - size), size)
    this.file.sync()
    this.size = grown
  }
}
