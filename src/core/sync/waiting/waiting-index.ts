// The waiting messages of a group in memory: found by their place, by what they lack and by what they
// name; and the room that is left for more of them.
import type { DeviceId, DocumentId, FeedId, MessageId } from '#shared/ids'
import type { FeedPoint } from '#core/messages'
import { isVoucher, type Need } from './need.ts'

export type WaitingEntry = {
  device: DeviceId
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

/** The room that some of the entries take. */
type Share = { count: number; bytes: number }

const ofAll: Share = { count: 20_000, bytes: 64 << 20 }
/** The limit for messages of one device, which leaves room for the others. */
const ofOneDevice: Share = { count: 8_000, bytes: 16 << 20 }
/** The limit for messages of removed devices without a voucher, which may wait for ever. */
const mostUnvouched = 4_000
/** Messages that all waiting ones together may name; each is kept in memory. */
const mostNames = 400_000
/** Messages to request at a time. */
const mostStoodOn = 256

const nothing: Share = { count: 0, bytes: 0 }
const fits = ({ count, bytes }: Share, more: number, most: Share): boolean =>
  count < most.count && bytes + more <= most.bytes

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
  readonly #shares = new Map<DeviceId, Share>()
  #bytes = 0
  #names = 0
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

  hasRoomFor({ device, bytes, names, need }: WaitingEntry): boolean {
    return (
      fits({ count: this.#entries.size, bytes: this.#bytes }, bytes, ofAll) &&
      fits(this.#shares.get(device) ?? nothing, bytes, ofOneDevice) &&
      this.#names + names.length <= mostNames &&
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

  #count({ device, bytes, names, need }: WaitingEntry, sign: 1 | -1): void {
    const before = this.#shares.get(device) ?? nothing
    const after = { count: before.count + sign, bytes: before.bytes + sign * bytes }
    if (after.count > 0) this.#shares.set(device, after)
    else this.#shares.delete(device)
    this.#bytes += sign * bytes
    this.#names += sign * names.length
    if (isVoucher(need)) this.#unvouched += sign
  }
}
