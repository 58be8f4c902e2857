// Packs that arrive on a link are taken in together. All packs of one turn of the event loop cost
// one transaction, and a large amount makes the sender wait. Packs that the windows already show
// wait a little longer.
import type { Later } from './ports.ts'
import type { OptimisticDelivery } from './optimistic-delivery.ts'
import type { DeferredIntake } from './deferred-intake.ts'
import type { Tally } from './inbox.ts'
import { unpackedBytes, type Pack } from './pack.ts'

export type ReceiveBatch = {
  /** Resolves when the next pack may come. */
  add(pack: Pack): Promise<void> | void
  /** Resolves when all packs that came were taken in. */
  taken(): Promise<void> | void
  /** Takes in the packs that windows show. */
  settle(): void
}

/** The packs that may lie here while more come in. */
const most = { packs: 64, messages: 1_024, bytes: 1 << 20 }
/** Milliseconds until a shown pack is taken in. Nobody waits for it, and more may come. */
const shownFor = 20

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

export const openReceiveBatch = (rooms: {
  /** Null where this device ended the link. */
  receive(packs: readonly Pack[]): Tally | null
  taken(tally: Tally | null): void
  failed(error: unknown): void
  show: OptimisticDelivery['show']
  deferred: Pick<DeferredIntake, 'put' | 'settle'>
  later: Later
}): ReceiveBatch => {
  const { receive, failed, show, deferred, later } = rooms
  const link = { taken: rooms.taken, failed }
  let packs: Pack[] = []
  let bytes = 0
  let messages = 0
  let taking: Promise<void> | null = null
  /** Cancels the timer that takes in shown packs, while there is nothing else to take in. */
  let cancel: (() => void) | null = null
  let holdsShown = false

  const takeNow = (): void => {
    cancel?.()
    cancel = null
    holdsShown = false
    const taken = packs
    packs = []
    bytes = 0
    messages = 0
    if (taken.length === 0) return
    try {
      rooms.taken(receive(taken))
    } catch (error) {
      failed(error)
    }
  }
  const settle = (): void => {
    if (holdsShown) takeNow()
  }
  const take = async (): Promise<void> => {
    await turn()
    taking = null
    takeNow()
  }
  return {
    add(pack) {
      const look = packs.length === 0 ? show(pack, settle) : 'due'
      if (look === 'known') return rooms.taken(null)
      if (look === 'idle' && deferred.put(pack, link)) return undefined
      packs.push(pack)
      bytes += unpackedBytes(pack)
      messages += pack.items.length
      if (look === 'shown') {
        holdsShown = true
        cancel = later(settle, shownFor)
        return undefined
      }
      cancel?.()
      cancel = null
      taking ??= take()
      const isMuch = packs.length >= most.packs || messages >= most.messages || bytes >= most.bytes
      return isMuch ? taking : undefined
    },
    taken() {
      if (cancel) takeNow()
      deferred.settle()
      return taking ?? undefined
    },
    settle,
  }
}
