// Bytes sorted by what they mean: all numbers of one sort in a row, all text in another. So sorted
// they shrink to a fraction of what they shrink to as they come. Reading is bounded: whatever a
// column lacks, and every number that is not in its shortest form, throws Misfit.
import type { Bytes } from '#core/keys'

/** The bytes are not of the shape that was expected. Never leaves this room's files on packs. */
export class Misfit extends Error {}

export const misfit = (): never => {
  throw new Misfit()
}

/** What `work` gives; null where it met a Misfit. */
export const fitting = <T>(work: () => T): T | null => {
  try {
    return work()
  } catch (error) {
    if (error instanceof Misfit) return null
    throw error
  }
}

export type Sink = {
  byte(value: number): void
  /** Seven bits a byte, lowest first. At most 2^53 - 1. */
  number(value: number): void
  bytes(value: Bytes): void
  length(): number
  /** Takes back what was written beyond `length`. */
  cut(length: number): void
  written(): Bytes
}

/** `most`: bytes beyond which writing throws Misfit. */
export const openSink = (most = Infinity): Sink => {
  let held = new Uint8Array(64)
  let end = 0
  const room = (more: number): void => {
    if (end + more > most) misfit()
    if (end + more <= held.length) return
    const longer = new Uint8Array(Math.max(held.length * 2, end + more))
    longer.set(held.subarray(0, end))
    held = longer
  }
  const byte = (value: number): void => {
    room(1)
    held[end++] = value
  }
  return {
    byte,
    number(value) {
      let left = value
      for (; left > 127; left = Math.floor(left / 128)) byte(128 | (left % 128))
      byte(left)
    },
    bytes(value) {
      room(value.length)
      held.set(value, end)
      end += value.length
    },
    length: () => end,
    cut: length => void (end = length),
    written: () => held.slice(0, end),
  }
}

export type Source = {
  byte(): number
  number(): number
  bytes(length: number): Bytes
  isDone(): boolean
}

export const openSource = (bytes: Bytes): Source => {
  let at = 0
  const byte = (): number => bytes[at++] ?? misfit()
  return {
    byte,
    number() {
      let [value, scale] = [0, 1]
      for (;;) {
        const next = byte()
        value += (next & 127) * scale
        if (value > Number.MAX_SAFE_INTEGER) misfit()
        if (next === 0 && scale > 1) misfit()
        if (next < 128) return value
        scale *= 128
        if (scale > Number.MAX_SAFE_INTEGER) misfit()
      }
    },
    bytes(length) {
      if (length > bytes.length - at) misfit()
      at += length
      return bytes.subarray(at - length, at)
    },
    isDone: () => at === bytes.length,
  }
}
