// Packs that arrive on a link, taken in together: what comes within one turn of the event loop costs
// one transaction, and more than a little holds the sender up. What the windows were shown already has
// a little longer.
import type { Later } from './doors.ts'
import type { Early } from './early.ts'
import type { Idle } from './idle.ts'
import type { Tally } from './inbox.ts'
import { unpackedBytes, type Pack } from './pack.ts'

export type Arrivals = {
  /** Resolves when the next pack may come. */
  add(pack: Pack): Promise<void> | void
  /** Resolves when all that came was taken in. */
  taken(): Promise<void> | void
  /** Takes in what was shown. */
  settle(): void
}

/** What may lie here while more comes in. */
const most = { packs: 64, messages: 1_024, bytes: 1 << 20 }
/** Milliseconds until what was shown is taken in: nobody waits for that, and there may come more. */
const shownFor = 20

/** Lets others have a turn: sockets, timers, the windows. */
export const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** Bytes and frames of one end that are read before everybody else has a turn. */
const mostAtOnce = { bytes: 256 << 10, frames: 64 }

/** However fast one end talks, others are heard between. */
export const openTurns = (): ((bytes: number) => Promise<void>) => {
  let read = { bytes: 0, frames: 0 }
  return async bytes => {
    read = { bytes: read.bytes + bytes, frames: read.frames + 1 }
    if (read.bytes < mostAtOnce.bytes && read.frames < mostAtOnce.frames) return
    read = { bytes: 0, frames: 0 }
    await turn()
  }
}

export const openArrivals = (rooms: {
  /** Null where the link was ended from here. */
  receive(packs: readonly Pack[]): Tally | null
  taken(tally: Tally | null): void
  failed(error: unknown): void
  show: Early['show']
  idle: Pick<Idle, 'put' | 'settle'>
  later: Later
}): Arrivals => {
  const { receive, failed, show, idle, later } = rooms
  const link = { taken: rooms.taken, failed }
  let packs: Pack[] = []
  let bytes = 0
  let messages = 0
  let taking: Promise<void> | null = null
  /** Calls off taking in what was shown, while there is only that. */
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
      if (look === 'idle' && idle.put(pack, link)) return undefined
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
      idle.settle()
      return taking ?? undefined
    },
    settle,
  }
}
