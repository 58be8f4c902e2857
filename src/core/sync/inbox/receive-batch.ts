// Packs that arrive on a link are taken in together. All packs of one turn of the event loop cost
// one transaction, and a large amount makes the sender wait.
import type { DeferredIntake } from './deferred-intake.ts'
import type { Inbox } from './inbox.ts'
import type { Tally } from './tally.ts'
import { unpackedBytes, type Pack } from '../packs/index.ts'

export type ReceiveBatch = {
  /** Resolves when the next pack may come. */
  add(pack: Pack): Promise<void> | void
  /** Resolves when all packs that came were taken in. */
  taken(): Promise<void> | void
}

/** The packs that may lie here while more come in. */
const most = { packs: 64, messages: 1_024, bytes: 1 << 20 }

/** Gives sockets, timers and windows a turn. */
export const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** Bytes and frames that are read from one end before others get a turn. */
const mostAtOnce = { bytes: 256 << 10, frames: 64 }

/** However fast one end sends, others are heard in between. */
export const openTurns = (): ((bytes: number) => Promise<void>) => {
  let read = { bytes: 0, frames: 0 }
  return async bytes => {
    read = { bytes: read.bytes + bytes, frames: read.frames + 1 }
    if (read.bytes < mostAtOnce.bytes && read.frames < mostAtOnce.frames) return
    read = { bytes: 0, frames: 0 }
    await turn()
  }
}

export const openReceiveBatch = (ports: {
  /** Null where this device ended the link. */
  receive(packs: readonly Pack[]): Tally | null
  taken(tally: Tally | null): void
  failed(error: unknown): void
  look: Inbox['look']
  deferred: Pick<DeferredIntake, 'put' | 'settle'>
}): ReceiveBatch => {
  const { receive, failed, look, deferred } = ports
  const link = { taken: ports.taken, failed }
  let packs: Pack[] = []
  let bytes = 0
  let messages = 0
  let taking: Promise<void> | null = null

  const take = async (): Promise<void> => {
    await turn()
    taking = null
    const taken = packs
    packs = []
    bytes = 0
    messages = 0
    try {
      ports.taken(receive(taken))
    } catch (error) {
      failed(error)
    }
  }
  return {
    add(pack) {
      const found = packs.length === 0 ? look(pack) : 'due'
      if (found === 'known') return ports.taken(null)
      if (found === 'idle' && deferred.put(pack, link)) return undefined
      packs.push(pack)
      bytes += unpackedBytes(pack)
      messages += pack.items.length
      taking ??= take()
      const isMuch = packs.length >= most.packs || messages >= most.messages || bytes >= most.bytes
      return isMuch ? taking : undefined
    },
    taken() {
      deferred.settle()
      return taking ?? undefined
    },
  }
}
