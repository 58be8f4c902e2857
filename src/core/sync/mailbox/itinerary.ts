// The mailboxes that a device visits at one host, and what each of them lacks.
import type { EpochId } from '#shared/ids'
import type { SyncGroup } from '../ports.ts'
import type { MailboxCursors } from './cursor.ts'
import type { Membership } from './membership.ts'
import { routeOf, type Stop } from './route.ts'

/** A replaced mailbox is not visited any more once all of its parts have expired: 91 days. */
const retiredAfter = 91 * 24 * 60 * 60_000

export type ItineraryPorts = {
  group: SyncGroup
  /** As in the client. */
  membership: Membership | null
  memos: MailboxCursors
  now(): number
  /** Whether the mailbox of the epoch is open, and was read to the end. */
  isOpen(epoch: EpochId): boolean
}

/** A mailbox that stays open as long as the client does. */
export const isKeptOpen = ({ isHome, isReplaced }: Stop): boolean => isHome || !isReplaced

export class Itinerary {
  /** Replaced mailboxes that were read to the end in this hour. */
  readonly visited = new Set<EpochId>()
  readonly noRoom = new Set<EpochId>()
  readonly #ports: ItineraryPorts
  #known: { heads: string; stops: Stop[] } = { heads: '', stops: [] }

  constructor(ports: ItineraryPorts) {
    this.#ports = ports
  }

  stops(): Stop[] {
    const { group, membership } = this.#ports
    const beside = membership?.heads().join() ?? ''
    const heads = `${group.recordHeads().join()} ${group.state().epochs.length} ${beside}`
    if (this.#known.heads !== heads)
      this.#known = { heads, stops: routeOf(group).map(stop => this.#withMembership(stop)) }
    return this.#known.stops
  }

  /** The stop for messages. */
  home(): Stop | undefined {
    const stops = this.stops()
    return stops.find(({ isHome }) => isHome) ?? stops.findLast(({ isReplaced }) => !isReplaced)
  }

  /** The next stop that is to be visited. */
  due(): Stop | undefined {
    return this.stops().find(stop => this.#isDue(stop))
  }

  lacking({ epoch, records }: Stop): Stop['records'] {
    return records.filter(({ id }) => !this.#ports.memos.of(epoch)?.records.has(id))
  }

  #withMembership(stop: Stop): Stop {
    if (!isKeptOpen(stop)) return stop
    return { ...stop, records: [...(this.#ports.membership?.records() ?? []), ...stop.records] }
  }

  #isRetired({ epoch, isReplaced, isHome }: Stop): boolean {
    const since = this.#ports.memos.of(epoch)?.replacedAt ?? null
    return isReplaced && !isHome && since !== null && this.#ports.now() - since > retiredAfter
  }

  #isDue(stop: Stop): boolean {
    if (this.#isRetired(stop)) return false
    const isRead = isKeptOpen(stop) ? this.#ports.isOpen(stop.epoch) : this.visited.has(stop.epoch)
    return !isRead || (!this.noRoom.has(stop.epoch) && this.lacking(stop).length > 0)
  }
}
