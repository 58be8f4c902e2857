// Packs that arrive on a link, taken in together: what comes within one turn of the event loop costs
// one transaction, and more than a little holds the sender up.
import { unpackedBytes, type Pack } from './pack.ts'

export type Arrivals = {
  /** Resolves when the next pack may come. */
  add(pack: Pack): Promise<void> | void
  /** Resolves when all that came was taken in. */
  taken(): Promise<void> | void
}

/** What may lie here while more comes in. */
const mostPacks = 64
const mostBytes = 1 << 20

/** Lets others have a turn: sockets, timers, the windows. */
export const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

export const openArrivals = (
  receive: (packs: readonly Pack[]) => void,
  failed: (error: unknown) => void,
): Arrivals => {
  let packs: Pack[] = []
  let bytes = 0
  let taking: Promise<void> | null = null
  const take = async (): Promise<void> => {
    await turn()
    const taken = packs
    packs = []
    bytes = 0
    taking = null
    try {
      receive(taken)
    } catch (error) {
      failed(error)
    }
  }
  return {
    add(pack) {
      packs.push(pack)
      bytes += unpackedBytes(pack)
      taking ??= take()
      return packs.length >= mostPacks || bytes >= mostBytes ? taking : undefined
    },
    taken: () => taking ?? undefined,
  }
}
