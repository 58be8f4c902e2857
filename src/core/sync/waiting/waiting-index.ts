// The waiting messages of a group in memory: found by their place, by what they lack and by what they
// name; and the room that is left for more of them.
import type { DeviceId, DocumentId, FeedId, MemberId, MessageId } from '#shared/ids'
import type { FeedPoint } from '#core/messages'
import { isVoucher, type Need } from './need.ts'

export type WaitingEntry = {
  device: DeviceId
  /** The author when the message came; null for a device that no record brought in. */
  member: MemberId | null
  feed: FeedId
  seq: number
  previous: MessageId
  need: Need
  bytes: number
  document: DocumentId | null
  isHollow: boolean
  names: readonly MessageId[]
  /** The message that it lacked at its last judgement, where the need was a message. */
  lacked: FeedPoint | null
}

/** The room that some of the entries take. `names`: messages that they name; each is kept in memory. */
type Share = { count: number; bytes: number; names: number }

const ofAll: Share = { count: 20_000, bytes: 64 << 20, names: 400_000 }
/** The limit for messages of one member, which leaves room for the others. */
const ofOneMember: Share = { count: 8_000, bytes: 16 << 20, names: 130_000 }
/**
 * The limit for messages of all devices that no record brought in. Such a device can be made at no
 * cost. Its messages come again once its record is here.
 */
const ofStrangers: Share = { count: 2_000, bytes: 4 << 20, names: 50_000 }
/** The limit for messages of removed devices without a voucher, which may wait for ever. */
const mostUnvouched = 4_000
/** Messages to request at a time. */
const mostStoodOn = 256

const nothing: Share = { count: 0, bytes: 0, names: 0 }
const withEntry = ({ count, bytes, names }: Share, entry: WaitingEntry, sign: 1 | -1): Share => ({
  count: count + sign,
  bytes: bytes + sign * entry.bytes,
  names: names + sign * entry.names.length,
})
const fits = ({ count, bytes, names }: Share, most: Share): boolean =>
  count <= most.count && bytes <= most.bytes && names <= most.names

/** Messages by a key, in the order in which they came. A key without messages is not there. */
class IdsBy<Key> {
  readonly #ids = new Map<Key, Set<MessageId>>()

  add(key: Key, id: MessageId): void {
    this.#ids.set(key, (this.#ids.get(key) ?? new Set()).add(id))
  }

  remove(key: Key, id: MessageId): void {
    const ids = this.#ids.get(key)
    ids?.delete(id)
    if (ids?.size === 0) this.#ids.delete(key)
  }

  of(key: Key): MessageId[] {
    return [...(this.#ids.get(key) ?? [])]
  }

  keys(): Key[] {
    return [...this.#ids.keys()]
  }

  /** The first message of each key. */
  *firsts(): Generator<MessageId> {
    for (const [first] of this.#ids.values()) if (first) yield first
  }
}

const placeOf = (feed: FeedId, seq: number): string => `${feed}/${seq}`

export class WaitingIndex {
  readonly #entries = new Map<MessageId, WaitingEntry>()
  /** Two messages for one place of a forked feed can wait at once. */
  readonly #places = new IdsBy<string>()
  readonly #needs = new IdsBy<Need>()
  readonly #namers = new IdsBy<MessageId>()
  readonly #shares = new Map<MemberId | null, Share>()
  #whole = nothing
  #unvouched = 0

  get(id: MessageId): WaitingEntry | undefined {
    return this.#entries.get(id)
  }

  has(id: MessageId): boolean {
    return this.#entries.has(id)
  }

  all(): [MessageId, WaitingEntry][] {
    return [...this.#entries]
  }

  count(): number {
    return this.#entries.size
  }

  unvouched(): number {
    return this.#unvouched
  }

  at(feed: FeedId, seq: number): MessageId[] {
    return this.#places.of(placeOf(feed, seq))
  }

  namersOf(id: MessageId): MessageId[] {
    return this.#namers.of(id)
  }

  hasRoomFor(entry: WaitingEntry): boolean {
    const { member, need } = entry
    return (
      fits(withEntry(this.#whole, entry, 1), ofAll) &&
      fits(withEntry(this.#shareOf(member), entry, 1), member ? ofOneMember : ofStrangers) &&
      (!isVoucher(need) || this.#unvouched < mostUnvouched)
    )
  }

  /** A message that is here already gets another entry, behind all others. */
  put(id: MessageId, entry: WaitingEntry): void {
    this.remove(id)
    this.#entries.set(id, entry)
    this.#places.add(placeOf(entry.feed, entry.seq), id)
    this.#needs.add(entry.need, id)
    for (const name of entry.names) this.#namers.add(name, id)
    this.#count(entry, 1)
  }

  remove(id: MessageId): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    this.#entries.delete(id)
    this.#places.remove(placeOf(entry.feed, entry.seq), id)
    this.#needs.remove(entry.need, id)
    for (const name of entry.names) this.#namers.remove(name, id)
    this.#count(entry, -1)
  }

  clear(): void {
    for (const id of [...this.#entries.keys()]) this.remove(id)
  }

  lacking(need: Need): MessageId[] {
    if (need === 'anything') return [...this.#entries.keys()]
    // A record may bring back a device whose messages needed a voucher.
    const isAll = need === 'records' && this.#unvouched > 0
    const vouchers = isAll ? this.#needs.keys().filter(isVoucher) : []
    return [need, ...vouchers].flatMap(each => this.#needs.of(each))
  }

  heldUp(): { device: DeviceId; lacked: FeedPoint }[] {
    const found: { device: DeviceId; lacked: FeedPoint }[] = []
    for (const id of this.#needs.firsts()) {
      const entry = this.#entries.get(id)
      if (!entry?.lacked || this.#entries.has(entry.lacked.id)) continue
      found.push({ device: entry.device, lacked: entry.lacked })
      if (found.length === mostStoodOn) break
    }
    return found
  }

  #shareOf(member: MemberId | null): Share {
    return this.#shares.get(member) ?? nothing
  }

  #count(entry: WaitingEntry, sign: 1 | -1): void {
    const { member, need } = entry
    const after = withEntry(this.#shareOf(member), entry, sign)
    if (after.count > 0) this.#shares.set(member, after)
    else this.#shares.delete(member)
    this.#whole = withEntry(this.#whole, entry, sign)
    if (isVoucher(need)) this.#unvouched += sign
  }
}
