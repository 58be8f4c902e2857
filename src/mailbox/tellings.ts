// Tells many guests of many parts, a few in each turn, so that every mailbox has its own.

/** Guests that are told of a part in one turn of the event loop, and of one mailbox in a row. */
const toldInTurn = 512
const toldInRow = 64

/** The guests of a mailbox that have not heard of a part yet. */
export type Telling<Guest> = { to: Iterator<Guest>; tell(guest: Guest): void; done(): void }

const tellSome = <Guest>(tellings: Telling<Guest>[]): boolean => {
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

export const openTellings = <Guest>(): ((name: string, telling: Telling<Guest>) => void) => {
  const busy = new Map<string, Telling<Guest>[]>()
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
  return (name, telling) => {
    if (busy.size === 0) setImmediate(turn)
    const tellings = busy.get(name)
    if (tellings) tellings.push(telling)
    else busy.set(name, [telling])
  }
}
