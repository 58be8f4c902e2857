// Parts of one mailbox as they come: opened with the epoch's key, put together to records and packs,
// and taken in a batch at a time, like a file.
import type { SignedRecord } from '#core/records'
import type { Bytes } from '#core/keys'
import { bodySays } from '#core/messages'
import { type Epoch, readFrame, openTransfers } from '../link/index.ts'
import { readPack, unpackedBytes, type Pack } from '../packs/index.ts'
import { openSealed } from './sealed.ts'
import type { Taking } from './taking.ts'

/** The contents of a batch. `safePlace`: the last place that is not needed again after a restart. */
export type Batch = { records: SignedRecord[]; packs: Pack[]; safePlace: number }

/** Parts that are taken in at once. */
const most = { parts: 256, bytes: 1 << 20 }
/** A transfer whose first part lies so many places back never completes. */
const giveUpAfter = 4_000

export class MailboxBatch {
  readonly #epoch: Epoch
  readonly #taking: Taking
  /** The batch was taken in. */
  readonly #taken: (batch: Batch) => void
  /** No transfer that can still complete makes room for another. */
  readonly #transfers = openTransfers({ open: giveUpAfter, bytes: giveUpAfter * 16_384 })
  /** The first place of each transfer that is not whole yet. */
  readonly #unfinished = new Map<string, number>()
  #records: SignedRecord[] = []
  #packs: Pack[] = []
  #parts = 0
  #bytes = 0
  #place = 0
  #flushing: Promise<void> | null = null
  #isClosed = false

  constructor(epoch: Epoch, taking: Taking, taken: (batch: Batch) => void) {
    this.#epoch = epoch
    this.#taking = taking
    this.#taken = taken
  }

  /**
   * Adds the part at this place. Any past holder of the key can have put anything there: bytes that
   * are no part are ignored. Returns true where much has come.
   */
  add(place: number, sealed: Bytes): boolean {
    this.#parts++
    this.#place = place
    const part = openSealed(this.#epoch, sealed)
    if (part) {
      const whole = this.#transfers.add(part)
      if (whole === 'more' && !this.#unfinished.has(part.transfer))
        this.#unfinished.set(part.transfer, place)
      if (whole instanceof Uint8Array) {
        this.#unfinished.delete(part.transfer)
        this.#take(whole)
      }
    }
    return this.#parts >= most.parts || this.#bytes >= most.bytes
  }

  isEmpty(): boolean {
    return this.#parts === 0
  }

  /** Takes in what came, with all that comes until then. */
  flush(): Promise<void> {
    this.#flushing ??= this.#flushSoon()
    return this.#flushing
  }

  /** Nothing is taken in any more: the next session reads from the cursor. */
  close(): void {
    this.#isClosed = true
  }

  async #flushSoon(): Promise<void> {
    await new Promise(setImmediate)
    try {
      await this.#taking.prepare({ records: this.#records, packs: this.#packs })
    } finally {
      this.#flushing = null
    }
    const [records, packs, parts, place] = [this.#records, this.#packs, this.#parts, this.#place]
    this.#records = []
    this.#packs = []
    this.#parts = 0
    this.#bytes = 0
    if (parts === 0 || this.#isClosed) return
    try {
      this.#taking.take({ records, packs })
    } catch (error) {
      // The parts are gone from here: nothing behind them may move the cursor.
      this.close()
      throw error
    }
    this.#taken({ records, packs, safePlace: this.#safePlace(place) })
  }

  #take(bytes: Bytes): void {
    if (bodySays(bytes, 'records')) {
      const frame = readFrame(bytes)
      if (frame?.kind === 'records') this.#records.push(...frame.records)
      return
    }
    const pack = readPack(bytes)
    if (!pack) return
    this.#packs.push(pack)
    this.#bytes += unpackedBytes(pack)
  }

  #safePlace(place: number): number {
    for (const [transfer, first] of this.#unfinished)
      if (first < place - giveUpAfter) this.#unfinished.delete(transfer)
    return Math.min(place, ...[...this.#unfinished.values()].map(first => first - 1))
  }
}
