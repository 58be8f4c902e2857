// Where this device began: of each feed or branch the last message that its first snapshots contain.
import { decodeStrict, encode } from '#core/keys'
import { type FeedPoint, type Heads, headsFromWire, headsToWire, limits } from '#core/messages'
import type { FeedId, GroupId, MessageId } from '#shared/ids'
import type { SyncArchive } from '../ports.ts'

type BeginningTables = Pick<SyncArchive, 'beginnings' | 'leftBeginnings'>

export class Bases {
  readonly #tables: BeginningTables
  readonly #group: GroupId
  readonly #byLine = new Map<FeedId, FeedPoint>()
  readonly #byId = new Map<MessageId, FeedPoint>()
  #isKnown = false

  constructor(tables: BeginningTables, group: GroupId) {
    this.#tables = tables
    this.#group = group
  }

  load(): readonly FeedPoint[] {
    this.#byLine.clear()
    this.#byId.clear()
    const kept = this.#kept()
    this.#isKnown = kept !== null
    for (const point of kept?.feeds ?? []) this.#put(point)
    return kept?.feeds ?? []
  }

  isKnown(): boolean {
    return this.#isKnown
  }

  of(line: FeedId): FeedPoint | null {
    return this.#byLine.get(line) ?? null
  }

  /** The one that is this message. */
  at(id: MessageId): FeedPoint | null {
    return this.#byId.get(id) ?? null
  }

  /** `point` is in a feed that had ended by then. In memory. */
  noteEnded(point: FeedPoint): void {
    // A copied archive goes on from an earlier place too: the furthest place counts.
    if ((this.of(point.feed)?.seq ?? -1) < point.seq) this.#put(point)
  }

  /** Takes these with the ones that were noted before, and returns all. */
  set({ records, feeds }: Heads): readonly FeedPoint[] {
    const given = new Set(feeds.map(({ feed }) => feed))
    const noted = [...this.#byLine.values()].filter(({ feed }) => !given.has(feed))
    const all = [...noted, ...feeds]
    this.#keep({ records, feeds: all })
    this.#isKnown = true
    for (const point of all) this.#put(point)
    return all
  }

  /** False where this device did not begin with a snapshot. */
  goBack(feed: FeedId, point: FeedPoint | null): boolean {
    const began = this.#kept()
    if (!began) return false
    const left = began.feeds.find(each => each.feed === feed)
    if (left) this.#tables.leftBeginnings.put({ group: this.#group, feed, message: left.id })
    const others = began.feeds.filter(each => each.feed !== feed)
    this.#keep({ ...began, feeds: point ? [...others, point] : others })
    if (point) this.#put(point)
    else this.#remove(feed)
    return true
  }

  /** The beginning in this feed before `goBack`. */
  ledTo(feed: FeedId): MessageId | null {
    return this.#tables.leftBeginnings.pluck({ group: this.#group, feed }, 'message')
  }

  #kept(): Heads | null {
    const heads = this.#tables.beginnings.pluck({ group: this.#group }, 'heads')
    return heads && headsFromWire(decodeStrict(heads, limits.header))
  }

  #keep(heads: Heads): void {
    this.#tables.beginnings.put({ group: this.#group, heads: encode(headsToWire(heads)) })
  }

  #put(point: FeedPoint): void {
    this.#remove(point.feed)
    this.#byLine.set(point.feed, point)
    this.#byId.set(point.id, point)
  }

  #remove(line: FeedId): void {
    const point = this.#byLine.get(line)
    if (!point) return
    this.#byLine.delete(line)
    this.#byId.delete(point.id)
  }
}
