// Asks a store that other hosts may share whether there is something new in the open mailboxes: a bell
// may not have been heard, and a read may have failed.
import type { Bytes } from '#core/keys'
import type { Boxes } from './boxes.ts'
import type { Store } from './store.ts'

/** Milliseconds in which each open mailbox is asked about, and other hosts are told all again. */
export const tickEvery = 20_000
/** Mailboxes in one question. */
const askedAtOnce = 1_000

export type AskingPorts = {
  store: Pick<Store, 'newest'>
  boxes: Pick<Boxes, 'open' | 'heard'>
  later(work: () => void, milliseconds: number): () => void
  defect(error: unknown): void
}

/** Asks until the returned function is called. A store that no other host shares is not asked. */
export const openAsking = ({ store, boxes, later, defect }: AskingPorts): (() => void) => {
  const { newest } = store
  if (!newest) return () => {}
  const ask = async (addresses: Bytes[]): Promise<void> => {
    const places = await newest(addresses)
    for (const [at, address] of addresses.entries()) boxes.heard(address, places[at] ?? 0)
  }
  const askAll = async (): Promise<void> => {
    let some: Bytes[] = []
    for (const { address } of boxes.open()) {
      some.push(address)
      if (some.length < askedAtOnce) continue
      await ask(some)
      some = []
    }
    if (some.length > 0) await ask(some)
  }
  let cancel = (): void => {}
  const tick = (): void => {
    cancel = later(tick, tickEvery)
    askAll().catch(defect)
  }
  cancel = later(tick, tickEvery)
  return () => cancel()
}
