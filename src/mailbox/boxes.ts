// The open mailboxes and their connections. A part from one connection goes to the others at once,
// also one that another host on the same store has appended. A connection only learns how many
// others there are, and nothing about them.
import { toHex, type Bytes } from '#core/keys'
import type { Ring } from './bell-frames.ts'
import { say } from './frames.ts'
import type { Store } from './store.ts'
import { openTellings } from './tellings.ts'
import { openTurns } from './turns.ts'

export type Guest = {
  /** Something was appended, by this guest or by another; `frame` tells of it. */
  appended(place: number, frame: Bytes, own: boolean): void
  /** `frame` tells how many others there are. */
  counted(frame: Bytes): void
}

export type Boxes = {
  /** `last`: the newest place, as the guest was told it. */
  enter(given: { address: Bytes; last: number; guest: Guest }): () => void
  /** Resolves when every guest was told. */
  publish(address: Bytes, place: number, sealed: Bytes, from: Guest): Promise<void>
  /** Another host, or the store, says that there is something up to a place. */
  heard(address: Bytes, place: number): void
  /** So many connections have the mailbox open at `host`, which is any value of its own. */
  elsewhere(host: object, address: Bytes, guests: number): void
  /** Nothing is known of that host any more. */
  gone(host: object): void
  /** No place that was told of holds any more; the guests of now are on their way out. */
  forget(): void
  /** The open mailboxes, as other hosts are told of them. */
  open(): IterableIterator<Ring>
}

/** Beyond this many a mailbox's guests are not told how many they are. */
const mostCounted = 1_000
/** Milliseconds in which comings and goings are gathered. */
const countAfter = 100
/** Bytes that are read at a time for the guests of one mailbox, and mailboxes read at a time. */
const readAtOnce = 131_072
const mostReading = 16

type Box = {
  address: Bytes
  guests: Set<Guest>
  /** Guests were told of everything up to here. */
  newest: number
  /** There is something up to here. */
  wanted: number
  /** Authors of places beyond `newest + 1`: another host has appended what lies between. */
  authors: Map<number, Guest>
  reading: Promise<void> | null
  /** Guests, as other hosts were told. */
  announced: number
  /** Connections at each other host. */
  others: Map<object, number>
}

export type BoxesPorts = {
  store: Pick<Store, 'read'>
  later(work: () => void, milliseconds: number): void
  /** Tells other hosts. */
  announce(ring: Ring): void
  defect(error: unknown): void
}

const sum = (counts: Iterable<number>): number => [...counts].reduce((all, one) => all + one, 0)

/** Reads what is new in mailboxes, a few at a time, and tells their guests. */
const openCatchingUp = (
  { store, defect }: Pick<BoxesPorts, 'store' | 'defect'>,
  tell: (box: Box, place: number, sealed: Bytes) => Promise<void>,
): ((box: Box) => Promise<void>) => {
  const inTurn = openTurns(mostReading)
  const read = async (box: Box): Promise<void> => {
    try {
      while (box.guests.size > 0 && box.wanted > box.newest) {
        const { wanted } = box
        const page = await store.read(box.address, box.newest, readAtOnce)
        const beyond = page.filter(({ place }) => place > box.newest)
        await Promise.all(beyond.map(({ place, bytes }) => tell(box, place, bytes)))
        // The part has expired, or the place was never given.
        if (page.length === 0 && box.wanted === wanted) box.wanted = box.newest
      }
    } catch (error) {
      box.wanted = box.newest
      defect(error)
    } finally {
      box.reading = null
    }
  }
  return box => (box.reading ??= inTurn(() => read(box)))
}

export const openBoxes = ({ store, later, announce, defect }: BoxesPorts): Boxes => {
  const boxes = new Map<string, Box>()
  const tellings = openTellings<Guest>()
  const counting = new Set<string>()

  const tell = (box: Box, place: number, sealed: Bytes, from?: Guest): Promise<void> => {
    const author = from ?? box.authors.get(place)
    box.authors.delete(place)
    box.newest = place
    const frame = say.part(place, sealed)
    return new Promise(done => {
      tellings(toHex(box.address), {
        to: box.guests.values(),
        tell: guest => guest.appended(place, frame, guest === author),
        done,
      })
    })
  }
  const catchUp = openCatchingUp({ store, defect }, tell)

  const ringOf = ({ address, newest, guests }: Box): Ring => ({
    address,
    place: newest,
    guests: guests.size,
  })
  const count = (name: string): void => {
    if (counting.has(name)) return
    counting.add(name)
    later(() => {
      counting.delete(name)
      const box = boxes.get(name)
      if (!box) return
      if (box.announced !== box.guests.size) announce(ringOf(box))
      box.announced = box.guests.size
      const all = box.guests.size + sum(box.others.values())
      if (all > mostCounted) return
      const frame = say.others(all - 1)
      for (const guest of box.guests) guest.counted(frame)
    }, countAfter)
  }
  const leave = (name: string, box: Box, guest: Guest): void => {
    box.guests.delete(guest)
    if (box.guests.size > 0) return count(name)
    if (boxes.get(name) !== box) return
    boxes.delete(name)
    announce(ringOf(box))
  }

  return {
    enter({ address, last, guest }) {
      const name = toHex(address)
      const box: Box = boxes.get(name) ?? {
        address,
        guests: new Set(),
        newest: last,
        wanted: last,
        authors: new Map(),
        reading: null,
        announced: 0,
        others: new Map(),
      }
      boxes.set(name, box)
      box.guests.add(guest)
      count(name)
      return () => leave(name, box, guest)
    },
    async publish(address, place, sealed, from) {
      const box = boxes.get(toHex(address))
      announce({ address, place, guests: box?.guests.size ?? 0 })
      if (!box || place <= box.newest) return
      if (place === box.newest + 1) return tell(box, place, sealed, from)
      box.authors.set(place, from)
      box.wanted = Math.max(box.wanted, place)
      await catchUp(box)
      box.authors.delete(place)
    },
    heard(address, place) {
      const box = boxes.get(toHex(address))
      if (!box || place <= Math.max(box.newest, box.wanted)) return
      box.wanted = place
      void catchUp(box)
    },
    elsewhere(host, address, guests) {
      const name = toHex(address)
      const box = boxes.get(name)
      if (!box || (box.others.get(host) ?? 0) === guests) return
      // A host that was not heard of for this mailbox knows nothing of the guests here.
      if (!box.others.has(host)) announce(ringOf(box))
      if (guests > 0) box.others.set(host, guests)
      else box.others.delete(host)
      count(name)
    },
    gone(host) {
      for (const [name, box] of boxes) if (box.others.delete(host)) count(name)
    },
    forget: () => boxes.clear(),
    open: () => boxes.values().map(ringOf),
  }
}
