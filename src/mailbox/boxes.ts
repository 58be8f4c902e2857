// The open mailboxes and their connections. A part that one appends is announced to the others at
// once. A connection only learns how many others there are, and nothing about them.
import { toHex, type Bytes } from '#core/keys'
import { say } from './frames.ts'

export type Guest = {
  /** Something was appended, by this guest or by another; `frame` tells of it. */
  appended(place: number, frame: Bytes, own: boolean): void
  send(frame: Bytes): void
}

export type Boxes = {
  enter(address: Bytes, guest: Guest): () => void
  publish(address: Bytes, place: number, sealed: Bytes, from: Guest): void
}

/** Beyond this many a mailbox's guests are not told how many they are. */
const mostCounted = 1_000
/** Milliseconds in which comings and goings are gathered. */
const countAfter = 100

export const openBoxes = (later: (work: () => void, milliseconds: number) => void): Boxes => {
  const boxes = new Map<string, Set<Guest>>()
  const counting = new Set<string>()
  const count = (name: string): void => {
    if (counting.has(name)) return
    counting.add(name)
    later(() => {
      counting.delete(name)
      const guests = boxes.get(name)
      if (!guests || guests.size > mostCounted) return
      const frame = say.others(guests.size - 1)
      for (const guest of guests) guest.send(frame)
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
      const frame = say.part(place, sealed)
      for (const guest of boxes.get(toHex(address)) ?? []) {
        guest.appended(place, frame, guest === from)
      }
    },
  }
}
