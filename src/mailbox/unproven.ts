// Connections that have not opened a mailbox yet. They have little time and few places: where there
// are too many, the oldest of the network that has most ends, so that honest ones, which need
// milliseconds, get through.
import type { Socket } from 'node:net'

export type UnprovenLimits = {
  /** Milliseconds from the first packet to the proof. */
  within: number
  perNetwork: number
  total: number
}

export type Unproven = {
  /**
   * Gives a socket that was just accepted its time. `network`: null while a proxy stands in front
   * and has not said who calls.
   */
  begin(socket: Socket, network: string | null): void
  /**
   * It asked for a websocket, and may: it is counted apart from those that only stand there. `late`
   * is what then ends it when its time is over. The returned function says that it opened a mailbox.
   */
  asked(socket: Socket, network: string, late: () => void): () => void
  size(): number
}

type Place = { set: string; end(): void; late(): void; cancel(): void }

export const openUnproven = (
  { within, perNetwork, total }: UnprovenLimits,
  later: (work: () => void, milliseconds: number) => () => void,
): Unproven => {
  /** By the caller's end: the socket of TLS and the one under it have the same. */
  const places = new Map<string, Place>()
  const sets = new Map<string, Set<Place>>()
  const proxied = 'proxied'

  const nameOf = (socket: Socket): string => `${socket.remoteAddress} ${socket.remotePort}`
  const put = (place: Place, set: string): void => {
    place.set = set
    sets.set(set, (sets.get(set) ?? new Set()).add(place))
  }
  const take = (place: Place): void => {
    const set = sets.get(place.set)
    set?.delete(place)
    if (set?.size === 0) sets.delete(place.set)
  }
  const endOldest = (set: Set<Place> | undefined): void => {
    for (const oldest of set ?? []) return oldest.end()
  }
  const largest = (): Set<Place> | undefined =>
    [...sets.values()].reduce((most, set) => (set.size > most.size ? set : most))
  const makeRoom = (set: string): void => {
    if (set !== proxied && (sets.get(set)?.size ?? 0) > perNetwork) endOldest(sets.get(set))
    if (places.size > total) endOldest(largest())
  }

  return {
    begin(socket, network) {
      const name = nameOf(socket)
      const forget = (): void => {
        place.cancel()
        take(place)
        if (places.get(name) === place) places.delete(name)
      }
      const place: Place = {
        set: '',
        end() {
          forget()
          socket.destroy()
        },
        late: () => place.end(),
        cancel: later(() => place.late(), within),
      }
      socket.once('close', forget)
      places.set(name, place)
      put(place, network ?? proxied)
      makeRoom(place.set)
    },
    asked(socket, network, late) {
      const name = nameOf(socket)
      const place = places.get(name)
      if (!place) return () => {}
      place.late = late
      take(place)
      put(place, `asked ${network}`)
      makeRoom(place.set)
      return () => {
        place.cancel()
        take(place)
        if (places.get(name) === place) places.delete(name)
      }
    },
    size: () => places.size,
  }
}
