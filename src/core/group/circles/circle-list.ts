// The circles of an open profile's groups, each opened once. A circle that another device offers
// waits until this member accepts it.
import type { SignedRecord } from '#core/records'
import type { DeviceId, GroupId } from '#shared/ids'
import { Failure } from '#shared/failure'
import type { Group } from '../group.ts'
import type { GroupStorage } from '../storage.ts'
import { foundCircle, listCircles, openCircle, takeCircle, type Circle } from './circle.ts'
import { openOffers, readOffer, type CircleOffer, type CircleOffers } from './offers.ts'

export type CircleList = {
  /** Empty for an id that is no group of this profile. */
  of(group: GroupId): Circle[]
  find(id: GroupId): Circle | null
  /** Failure `not-found`. */
  get(id: GroupId): Circle
  /** Failures: `not-found`, `not-permitted`, `invalid-input`. */
  found(group: GroupId, name: string): Circle
  /** Forgets a circle that only this device is in, so that no other one heard of it. Failures: `not-found`, `not-permitted`. */
  forget(circle: GroupId): void
  /**
   * Accepts records of a circle that this device or another device of its member already accepted.
   * Otherwise returns null, and keeps an offer if the records prove that this device is in. `from`
   * is the device that sent them over a link. A file was opened by a person, and offers declined
   * circles again.
   */
  take(group: GroupId, records: readonly SignedRecord[], from: DeviceId | 'a file'): Circle | null
  /** Circles that added this member and were neither accepted nor declined. */
  offers(group: GroupId): readonly CircleOffer[]
  /** True if the circle was accepted and its records have to come again. */
  isAwaited(group: GroupId, circle: GroupId): boolean
  /**
   * False if its records have to come again. Failure `not-found`, or `not-permitted` if it is void
   * now.
   */
  accept(group: GroupId, circle: GroupId): boolean
  /** Failure `not-found`. */
  decline(group: GroupId, circle: GroupId): void
  declined(group: GroupId): number
  /** Offers declined circles when they come again. */
  askAgain(group: GroupId): void
  onChange(listen: (group: GroupId) => void): () => void
  close(): void
}

type Entry = { group: Group; circles: Map<GroupId, Circle>; offers: CircleOffers }

/** Most circles of one group. */
const most = 256

type OfferCalls = 'take' | 'offers' | 'isAwaited' | 'accept' | 'decline' | 'declined' | 'askAgain'

/** The calls about circles that others offer: accepted, declined or kept until an answer. */
const offerAnswers = ({
  storage,
  now,
  entryOf,
  enter,
  announce,
}: {
  storage: GroupStorage
  now(): number
  entryOf(id: GroupId): Entry
  enter(id: GroupId, records: readonly SignedRecord[]): Circle | null
  announce(group: GroupId): void
}): Pick<CircleList, OfferCalls> => ({
  take(id, records, from) {
    const { group, circles, offers } = entryOf(id)
    const offer = readOffer({ storage, group, now }, records)
    if (!offer || circles.size >= most) return null
    if (from === 'a file') offers.askAgain(offer.id)
    if (offers.isDeclined(offer.id)) return null
    const { member } = group.self
    const isOwn =
      offer.by === member || group.state().devices.get(from as DeviceId)?.member === member
    if (!isOwn && !offers.isTaken(offer.id)) {
      if (offers.keep(offer, records)) queueMicrotask(() => announce(id))
      return null
    }
    const circle = enter(id, records)
    // Later, because the caller first continues with the circle.
    if (circle) queueMicrotask(() => announce(id))
    return circle
  },
  offers: id => entryOf(id).offers.list(),
  isAwaited: (id, circle) => entryOf(id).offers.isTaken(circle),
  accept(id, circle) {
    const { circles, offers } = entryOf(id)
    const offer = offers.list().find(each => each.id === circle)
    if (!offer) throw new Failure('not-found')
    if (circles.size >= most) throw new Failure('not-permitted')
    if (offer.records && !enter(id, offer.records)) {
      offers.forget(circle)
      throw new Failure('not-permitted')
    }
    if (!offer.records) offers.take(circle)
    announce(id)
    return offer.records !== null
  },
  decline(id, circle) {
    const { offers } = entryOf(id)
    if (!offers.list().some(each => each.id === circle)) throw new Failure('not-found')
    offers.decline(circle)
    announce(id)
  },
  declined: id => entryOf(id).offers.declined(),
  askAgain(id) {
    entryOf(id).offers.askAgain()
    announce(id)
  },
})

export const openCircleList = (ports: {
  storage: GroupStorage
  groups(): readonly Group[]
  now(): number
}): CircleList => {
  const { storage, groups, now } = ports
  const opened = new Map<GroupId, Entry>()
  const listeners = new Set<(group: GroupId) => void>()
  const announce = (group: GroupId): void => {
    for (const listen of [...listeners]) listen(group)
  }
  const keep = (circles: Map<GroupId, Circle>, circle: Circle): Circle => {
    circles.set(circle.id, circle)
    circle.onChange(() => announce(circle.parent))
    return circle
  }
  const entryOf = (id: GroupId): Entry => {
    const group = groups().find(each => each.id === id)
    if (!group) throw new Failure('not-found')
    const known = opened.get(id)
    if (known?.group === group) return known
    for (const circle of known?.circles.values() ?? []) circle.close()
    const offers = openOffers({ storage, group, now })
    const entry: Entry = { group, circles: new Map(), offers }
    opened.set(id, entry)
    for (const each of listCircles(storage, id)) {
      const circle = keep(entry.circles, openCircle({ storage, group, now }, each))
      try {
        // Applies changes of the group since the last start, and adds members whom the responsible
        // device did not add.
        circle.renew()
        circle.catchUp()
      } catch (error) {
        if (!(error instanceof Failure)) throw error
      }
    }
    return entry
  }
  const of = (id: GroupId): Circle[] =>
    groups().some(group => group.id === id) ? [...entryOf(id).circles.values()] : []
  const find = (id: GroupId): Circle | null =>
    groups()
      .flatMap(group => of(group.id))
      .find(circle => circle.id === id) ?? null

  const get = (id: GroupId): Circle => {
    const circle = find(id)
    if (!circle) throw new Failure('not-found')
    return circle
  }

  const enter = (id: GroupId, records: readonly SignedRecord[]): Circle | null => {
    const { group, circles, offers } = entryOf(id)
    const taken = takeCircle({ storage, group, now }, records)
    if (!taken) return null
    offers.forget(taken.id)
    return keep(circles, taken)
  }

  return {
    of,
    find,
    get,
    found(id, name) {
      const { group, circles } = entryOf(id)
      if (circles.size >= most) throw new Failure('not-permitted')
      const circle = keep(circles, foundCircle({ storage, group, now }, name))
      announce(id)
      return circle
    },
    forget(id) {
      const circle = get(id)
      if (circle.state().devices.size > 1 || circle.people().length > 1)
        throw new Failure('not-permitted')
      const group = circle.parent
      storage.circles.remove({ group, circle: id })
      circle.close()
      entryOf(group).circles.delete(id)
      announce(group)
    },
    ...offerAnswers({ storage, now, entryOf, enter, announce }),
    onChange(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
    close() {
      for (const { circles } of opened.values()) for (const each of circles.values()) each.close()
      opened.clear()
      listeners.clear()
    },
  }
}
