// Assembling transfers. Parts arrive in any order and more than once. Transfers that never complete
// are dropped, and peers cannot make this device hold more than a bounded amount.
import type { Bytes } from '#core/keys'
import { checks } from '../checks.ts'
import type { Part } from './envelope.ts'

type Open = { count: number; isOfNamer: boolean; parts: Map<number, Bytes>; bytes: number }

/** Unfinished transfers at a time, and the bytes that all of them hold, for one peer. */
const ofOnePeer = { open: 8, bytes: 16 << 20 }

export type Transfers = {
  /**
   * The whole, once its last part is here; `more` until then; null for a part that cannot fit, or
   * that another device put under the name of a transfer.
   */
  add(part: Part): Bytes | 'more' | null
}

export const openTransfers = (most = ofOnePeer): Transfers => {
  const open = new Map<string, Open>()
  let held = 0
  const forget = (transfer: string): void => {
    held -= open.get(transfer)?.bytes ?? 0
    open.delete(transfer)
  }
  const makeRoom = (but: string): void => {
    for (const oldest of open.keys()) {
      if (open.size <= most.open && held <= most.bytes) return
      if (oldest !== but) forget(oldest)
    }
  }
  return {
    add({ transfer, index, count, bytes, isOfNamer }) {
      const known = open.get(transfer)
      if (!checks.partFits({ index, count }, known ?? { count })) return null
      if (!checks.partIsOfTheNamer(isOfNamer, known ?? { isOfNamer })) return null
      if (count === 1) return bytes
      const entry = known ?? { count, isOfNamer, parts: new Map<number, Bytes>(), bytes: 0 }
      open.set(transfer, entry)
      if (!entry.parts.has(index)) {
        entry.parts.set(index, bytes)
        entry.bytes += bytes.length
        held += bytes.length
        makeRoom(transfer)
      }
      if (entry.parts.size < count) return 'more'
      forget(transfer)
      const whole = new Uint8Array(entry.bytes)
      let at = 0
      for (let part = 0; part < count; part++) {
        const chunk = entry.parts.get(part) ?? new Uint8Array()
        whole.set(chunk, at)
        at += chunk.length
      }
      return whole
    },
  }
}
