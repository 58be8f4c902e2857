// The open mailboxes and their connections. A part that one appends is announced to the others at
// once. A connection only learns how many others there are, and nothing about them.
import { toHex, type Bytes } from '#core/keys'
import { say } from './frames.ts'

export type Guest = {
  /** Something was appended, by this guest or by another; `frame` tells of it. */
  appended(place: number, frame: Bytes, own: boolean): void
  /** `frame` tells how many others there are. */
  counted(frame: Bytes): void
}

export type Boxes = {
  enter(address: Bytes, guest: Guest): () => void
  /** Resolves when every guest was told. */
  publish(address: Bytes, place: number, sealed: Bytes, from: Guest): Promise<void>
}

/** Beyond this many a mailbox's guests are not told how many they are. */
const mostCounted = 1_000
/** Milliseconds in which comings and goings are gathered. */
const countAfter = 100
/** Guests that are told of a part in one turn of the event loop, and of one mailbox in a row. */
const toldInTurn = 512
const toldInRow = 64

/** The guests of a mailbox that have not heard of a part yet. */
type Telling = { to: Iterator<Guest>; tell(guest: Guest): void; done(): void }

/** Tells many guests of many parts, a few in each turn, so that every mailbox has its own. */
const openTellings = () => {
  const busy = new Map<string, Telling[]>()
  const tellSome = (tellings: Telling[]): boolean => {
    for (let left = toldInRow; left > 0;) {
      const [telling] = tellings
      if (!telling) return false
      const { done, value } = telling.to.next()
      if (done === true) {
        tellings.shift()
        telling.done()
        continue
      }
      telling.tell(value)
      left--
    }
    return tellings.length > 0
  }
  const turn = (): void => {
    for (let left = toldInTurn; left > 0 && busy.size > 0; left -= toldInRow) {
      for (const [name, tellings] of busy) {
        busy.delete(name)
        if (tellSome(tellings)) busy.set(name, tellings)
        break
      }
    }
    if (busy.size > 0) setImmediate(turn)
  }
  return (name: string, telling: Telling): void => {
    if (busy.size === 0) setImmediate(turn)
    const tellings = busy.get(name)
    if (tellings) tellings.push(telling)
    else busy.set(name, [telling])
  }
}

export const openBoxes = (later: (work: () => void, milliseconds: number) => void): Boxes => {
  const boxes = new Map<string, Set<Guest>>()
  const tell = openTellings()
  const counting = new Set<string>()
  const count = (name: string): void => {
    if (counting.has(name)) return
    counting.add(name)
    later(() => {
      counting.delete(name)
      const guests = boxes.get(name)
      if (!guests || guests.size > mostCounted) return
      const frame = say.others(guests.size - 1)
      for (const guest of guests) guest.counted(frame)
    }, countAfter)
  }
  return {
    enter(address, guest) {
      const name = toHex(address)
      const guests = boxes.get(name) ?? new Set()
      boxes.set(name, guests.add(guest))
      count(name)
      return () => {
        guests.delete(guest)
        if (guests.size > 0) count(name)
        else if (boxes.get(name) === guests) boxes.delete(name)
      }
    },
    publish(address, place, sealed, from) {
      const name = toHex(address)
      const guests = boxes.get(name)
      if (!guests) return Promise.resolve()
      const frame = say.part(place, sealed)
      return new Promise(done => {
        tell(name, {
          to: guests.values(),
          tell: guest => guest.appended(place, frame, guest === from),
          done,
        })
      })
    },
  }
}
