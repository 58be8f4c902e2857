// The other hosts on the same store: this one rings their bells and hears theirs, and asks the store
// again in case one was not heard.
import type { Bytes } from '#core/keys'
import type { Boxes } from './boxes.ts'
import { openBell, type Bell, type BellOptions } from './bell.ts'
import type { Store } from './store.ts'

export type OtherHosts = Pick<Bell, 'port' | 'ring' | 'call' | 'connections' | 'close'>

/** Milliseconds in which each open mailbox is asked about, and other hosts are told all again. */
const tickEvery = 20_000
/** Mailboxes in one question. */
const askedAtOnce = 1_000

const askAgain = async (
  newest: NonNullable<Store['newest']>,
  boxes: Pick<Boxes, 'open' | 'heard'>,
): Promise<void> => {
  const ask = async (addresses: Bytes[]): Promise<void> => {
    const places = await newest(addresses)
    for (const [at, address] of addresses.entries()) boxes.heard(address, places[at] ?? 0)
  }
  let some: Bytes[] = []
  for (const { address } of boxes.open()) {
    some.push(address)
    if (some.length < askedAtOnce) continue
    await ask(some)
    some = []
  }
  if (some.length > 0) await ask(some)
}

/** Failure `not-permitted` when the bell's address cannot be listened on. */
export const openOtherHosts = async (
  options: BellOptions,
  ports: {
    store: Pick<Store, 'newest'>
    boxes: Boxes
    connections(): number
    later(work: () => void, milliseconds: number): () => void
    defect(error: unknown): void
  },
): Promise<OtherHosts> => {
  const { store, boxes, connections, later, defect } = ports
  const bell = await openBell(options, {
    heard(from, { rings }) {
      for (const { address, place, guests } of rings) {
        boxes.heard(address, place)
        boxes.elsewhere(from, address, guests)
      }
    },
    gone: boxes.gone,
    open: boxes.open,
    connections,
    later,
  })
  let cancel = (): void => {}
  const tick = (): void => {
    cancel = later(tick, tickEvery)
    bell.tick()
    if (store.newest) askAgain(store.newest, boxes).catch(defect)
  }
  cancel = later(tick, tickEvery)
  return {
    ...bell,
    close() {
      cancel()
      return bell.close()
    },
  }
}
