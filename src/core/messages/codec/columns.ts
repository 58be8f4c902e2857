// Bytes in columns: all numbers of one sort in a row, all text in another. Sorted in this way they
// compress to a fraction. Reading is bounded: a column that lacks something, and a number that is
// not in its shortest form, throw Misfit.
import type { Bytes } from '#core/keys'

/** The bytes do not have the expected shape. This error never leaves the files on packs. */
class Misfit extends Error {}

export const misfit = (): never => {
  throw new Misfit()
}

/** The result of `work`; null where it met a Misfit. */
export const fitting = <T>(work: () => T): T | null => {
  try {
    return work()
  } catch (error) {
    if (error instanceof Misfit) return null
    throw error
  }
}

const nothing = new Uint8Array()

/** Bytes to write into, of any length. `most`: a longer column throws Misfit. */
export class Sink {
  private held: Bytes = nothing
  private end = 0
  private readonly most: number

  constructor(most: number) {
    this.most = most
  }

  byte(value: number): void {
    this.reserve(1)
    this.held[this.end++] = value
  }

  /** Seven bits in a byte, lowest first. At most 2^53 - 1. */
  number(value: number): void {
    let left = value
    for (; left > 127; left = Math.floor(left / 128)) this.byte(128 | (left % 128))
    this.byte(left)
  }

  bytes(value: Bytes): void {
    this.reserve(value.length)
    this.held.set(value, this.end)
    this.end += value.length
  }

  length(): number {
    return this.end
  }

  /** Removes the bytes beyond `length`. */
  cut(length: number): void {
    this.end = length
  }

  written(): Bytes {
    return this.held.slice(0, this.end)
  }

  private reserve(more: number): void {
    const needed = this.end + more
    if (needed > this.most) misfit()
    if (needed <= this.held.length) return
    const longer = new Uint8Array(Math.max(64, this.held.length * 2, needed))
    longer.set(this.held.subarray(0, this.end))
    this.held = longer
  }
}

export const openSink = (most = Infinity): Sink => new Sink(most)

export class Source {
  private at = 0
  private readonly held: Bytes

  constructor(bytes: Bytes) {
    this.held = bytes
  }

  byte(): number {
    return this.held[this.at++] ?? misfit()
  }

  number(): number {
    let [value, scale] = [0, 1]
    for (;;) {
      const next = this.byte()
      value += (next & 127) * scale
      if (value > Number.MAX_SAFE_INTEGER) misfit()
      if (next === 0 && scale > 1) misfit()
      if (next < 128) return value
      scale *= 128
      if (scale > Number.MAX_SAFE_INTEGER) misfit()
    }
  }

  bytes(length: number): Bytes {
    if (length > this.held.length - this.at) misfit()
    this.at += length
    return this.held.subarray(this.at - length, this.at)
  }

  isDone(): boolean {
    return this.at === this.held.length
  }
}

export const openSource = (bytes: Bytes): Source => new Source(bytes)
