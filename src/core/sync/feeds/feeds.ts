// Feeds: how far each feed of the group's own audience is known here, in memory. The first message
// of a new feed names the head that it follows and replaces it. Only the last of a device's feeds
// is an open head, so lists of heads stay as short as the list of devices. A device that begins
// feed after feed makes only its own list longer (`open-heads.ts`).
import type { DeviceId, FeedId, GroupId, MessageId } from '#shared/ids'
import type { FeedHead } from '#core/archive'
import { Bases } from './bases.ts'
import type { Branches } from './branches.ts'
import type { SyncArchive } from '../ports.ts'
import {
  type FeedPlace,
  type FeedPoint,
  type Heads,
  type Message,
  none,
  readMessage,
} from '#core/messages'
import { OpenFeedRows } from './open-feed-rows.ts'
import { openHeads } from './open-heads.ts'
import type { Past } from './past.ts'

export type Feeds = {
  /** The last message of `feed` that was judged, or after which this device began. */
  head(feed: FeedId): FeedPoint | null
  /**
   * The `head` of each of these feeds that has one. The archive is read once for feeds that are not
   * open.
   */
  headsOf(feeds: readonly FeedId[]): Map<FeedId, FeedPoint>
  /** Whether `point` was judged here or lies at or before this device's beginning. */
  covers(point: FeedPoint): boolean
  /** This device's beginning in `feed`: the bootstrap snapshot contains everything up to there. */
  base(feed: FeedId): FeedPoint | null
  hasBase(): boolean
  /**
   * The first message here of a branch in which this device began, where it lies at or before that
   * beginning: such a branch can come again from the fork on. Null where none does.
   */
  cameAgainFrom(line: FeedId): number | null
  /**
   * Notes a beginning in a feed that had ended by then: a message of the bootstrap snapshot follows
   * `point`. In memory.
   */
  beganBehind(point: FeedPoint): void
  /** In the transaction that keeps the rest of the snapshot. */
  setBase(heads: Heads): void
  /** The feeds that no later feed of their device follows, sorted by feed. */
  open(): FeedPoint[]
  /**
   * At most `each` feeds of one device and `all` in all: the longest feed of every device, ties by
   * lowest name, then the next feed of each. Sorted by feed.
   */
  named(each: number, all: number): FeedPoint[]
  /** The open feeds of `device` that hold a message here, in no order. */
  openOf(device: DeviceId): FeedPoint[]
  /** Whether `point` is an open head. Reads the memory and not the disk. */
  isOpen(point: FeedPoint): boolean
  /** Whether the message follows an open head in its feed. Reads the memory and not the disk. */
  isNext(message: Pick<Message, 'feed' | 'seq' | 'previous'>): boolean
  /**
   * The author of an open feed; null where only its name is known, from before this device's
   * beginning.
   */
  writerOf(feed: FeedId): DeviceId | null
  /**
   * Whether `feed` is here and holds a message of `device`. The archive is read once for each
   * device.
   */
  isOf(device: DeviceId, feed: FeedId): boolean
  /** Up to which place a device with these heads has each feed that is known here. */
  coverage(heads: readonly FeedPlace[]): Map<FeedId, number>
  /** The message that the first one of `feed` follows, where there is one and it is known here. */
  before(feed: FeedId): FeedPoint | null
  /** An own message under this name is written in the transaction that is open. */
  write(message: Message, line: FeedId): void
  /**
   * A message of the group's audience was judged and kept under this name. `isOwn`: nothing is
   * written, since `write` wrote with the message.
   */
  note(message: Message, line?: FeedId, isOwn?: boolean): void
  /**
   * This device began at `point` of `feed`, or before its first message: earlier than its snapshot
   * said.
   */
  goBack(feed: FeedId, point: FeedPoint | null): void
  /** The message at which this device began in `feed`, where it went back from there. */
  ledTo(feed: FeedId): MessageId | null
  /** Messages under `line` from `seq` on are not here any more. In the transaction that is open. */
  shorten(line: FeedId, seq: number): void
  /** Messages under `line` from some place on are now under `branch`. */
  split(line: FeedId, branch: FeedId): void
  /** The first place under this name: 0, except for a branch. */
  startOf(line: FeedId): number
  /** The name under which this device began with this message. */
  beganIn(id: MessageId): FeedId | null
  /** Reads everything again, after a transaction that failed. */
  reload(): void
}

/** Names of absent feeds that are remembered, so that they are not looked up again. */
const mostAbsent = 200_000

type FeedTables = Pick<SyncArchive, 'messages' | 'beginnings' | 'leftBeginnings' | 'openFeeds'>

const pointOf = ({ feed, seq, id }: FeedPoint): FeedPoint => ({ feed, seq, id })

class FeedsOfGroup implements Feeds {
  readonly #messages: SyncArchive['messages']
  readonly #group: GroupId
  readonly #branches: Pick<Branches, 'startOf' | 'signedIn'>
  readonly #past: Pick<Past, 'before' | 'knows' | 'hasEnded'>
  readonly #bases: Bases
  readonly #rows: OpenFeedRows
  readonly #open = openHeads()
  /** The message that the first message of a feed follows; it never changes. */
  readonly #followed = new Map<FeedId, FeedPoint | null>()
  /** The feeds of devices that were asked about. */
  readonly #written = new Map<DeviceId, Set<FeedId>>()
  /**
   * Feeds that were asked about and are not here. Peers may name any number of them, again and
   * again.
   */
  readonly #absent = new Set<FeedId>()

  constructor(
    archive: FeedTables,
    group: GroupId,
    branches: Pick<Branches, 'startOf' | 'signedIn'>,
    past: Pick<Past, 'before' | 'knows' | 'hasEnded'>,
  ) {
    this.#messages = archive.messages
    this.#group = group
    this.#branches = branches
    this.#past = past
    this.#bases = new Bases(archive, group)
    this.#rows = new OpenFeedRows(archive, group)
    this.reload()
  }

  reload(): void {
    this.#open.clear()
    this.#followed.clear()
    this.#written.clear()
    this.#absent.clear()
    const began = this.#bases.load()
    const kept = this.#rows.load()
    for (const feed of kept) this.#openAgain(feed)
    if (kept.length > 0) return
    this.#openAll()
    for (const { feed } of began) this.#openAgain(feed)
  }

  head(feed: FeedId): FeedPoint | null {
    const found = this.#stored(feed)
    return found && pointOf(found)
  }

  headsOf(asked: readonly FeedId[]): Map<FeedId, FeedPoint> {
    const found = new Map<FeedId, FeedPoint>()
    const others: FeedId[] = []
    for (const feed of asked) {
      const last = this.#open.get(feed)
      if (last) found.set(feed, last)
      else if (!this.#absent.has(feed)) others.push(feed)
    }
    if (others.length === 0) return found
    const heads = this.#messages.headsOf(this.#group, others)
    const rows = new Map(heads.map(row => [row.feed, row]))
    for (const feed of others) {
      const point = this.#further(feed, rows.get(feed) ?? null)
      if (point) found.set(feed, pointOf(point))
      else if (this.#absent.size < mostAbsent) this.#absent.add(feed)
      else this.#absent.clear()
    }
    return found
  }

  covers({ feed, seq, id }: FeedPoint): boolean {
    const base = this.base(feed)
    if (base && (seq < base.seq || (seq === base.seq && id === base.id))) return true
    return this.#open.get(feed)?.id === id || this.#messages.has(id) || this.beganIn(id) !== null
  }

  base(feed: FeedId): FeedPoint | null {
    return this.#bases.of(feed)
  }

  hasBase(): boolean {
    return this.#bases.isKnown()
  }

  cameAgainFrom(line: FeedId): number | null {
    const base = this.base(line)
    if (!base || this.#branches.signedIn(line) === line) return null
    const first = this.#messages.head(this.#group, line)?.first
    return first !== undefined && first <= base.seq ? first : null
  }

  beganIn(id: MessageId): FeedId | null {
    return this.#bases.at(id)?.feed ?? null
  }

  beganBehind(point: FeedPoint): void {
    this.#bases.noteEnded(point)
    this.#absent.delete(point.feed)
  }

  setBase(heads: Heads): void {
    const points = this.#bases.set(heads)
    for (const { feed } of points) this.#openAgain(feed)
    for (const { feed } of points) this.#rows.put(feed, null, this.#open)
  }

  goBack(feed: FeedId, point: FeedPoint | null): void {
    if (!this.#bases.goBack(feed, point)) return
    this.#open.remove(feed)
    this.#openAgain(feed)
  }

  ledTo(feed: FeedId): MessageId | null {
    return this.#bases.ledTo(feed)
  }

  shorten(line: FeedId, seq: number): void {
    const over = seq === this.startOf(line) ? this.before(line) : null
    this.#messages.drop(this.#group, line, seq)
    if (over) this.#rows.replace(line, over.feed)
    this.reload()
  }

  open(): FeedPoint[] {
    return this.#open.all()
  }

  named(each: number, all: number): FeedPoint[] {
    return this.#open.named(each, all)
  }

  openOf(device: DeviceId): FeedPoint[] {
    return this.#open.of(device)
  }

  isOpen({ feed, id }: FeedPoint): boolean {
    return this.#open.get(feed)?.id === id
  }

  isNext({ feed, seq, previous }: Pick<Message, 'feed' | 'seq' | 'previous'>): boolean {
    const last = this.#open.get(feed)
    return last !== null && last.id === previous && last.seq === seq - 1
  }

  writerOf(feed: FeedId): DeviceId | null {
    return this.#open.writerOf(feed)
  }

  isOf(device: DeviceId, feed: FeedId): boolean {
    const known = this.#written.get(device)
    if (known) return known.has(feed)
    const found = new Set(this.#messages.feedsOf(this.#group, device))
    this.#written.set(device, found)
    return found.has(feed)
  }

  before(feed: FeedId): FeedPoint | null {
    const known = this.#followed.get(feed)
    if (known !== undefined) return known
    const first = this.#firstOf(feed)
    const row = first && first.previous !== none ? this.#messages.get(first.previous) : null
    const base = first && !row ? this.#bases.at(first.previous) : null
    const before = row ? pointOf({ ...row, feed: row.line }) : base
    // Without its first message, or the one before it, the answer may change later.
    if (before || first?.previous === none) this.#followed.set(feed, before)
    return before
  }

  coverage(given: readonly FeedPlace[]): Map<FeedId, number> {
    const past = this.#past
    const covered = new Map<FeedId, number>()
    const here = this.headsOf(given.map(({ feed }) => feed))
    const points: FeedPlace[] = given.filter(
      point => (here.has(point.feed) || past.knows(point.feed)) && !this.#isRival(point),
    )
    for (let point = points.pop(); point; point = points.pop()) {
      const { feed, seq } = point
      const known = covered.get(feed)
      const isHere = here.has(feed) || past.knows(feed) || this.head(feed) !== null
      if ((known !== undefined && known >= seq) || !isHere) continue
      covered.set(feed, seq)
      const earlier = known === undefined ? (this.before(feed) ?? past.before(feed)) : null
      if (earlier) points.push(earlier)
    }
    return covered
  }

  write(message: Message, line: FeedId): void {
    // A copy of this device may have ended the feed, and it is open again.
    if (this.#open.get(line) !== null || this.#past.hasEnded(line, message.seq)) return
    this.#came(line, message.device)
    this.#rows.put(line, this.#endedBy(message, line), this.#open)
  }

  note(message: Message, line = message.feed, isOwn = false): void {
    const isNew = this.#open.get(line) === null
    this.#came(line, message.device)
    // Such a message is older than the beginning, and its feed is no open head with others.
    if (isNew && this.#past.hasEnded(line, message.seq)) return
    const over = this.#endedBy(message, line)
    // A branch that this device began in can come again from the fork on.
    const base = this.base(line)
    const last = base && base.seq > message.seq ? base : { ...message, feed: line }
    this.#open.put(pointOf(last), message.device)
    if (over !== null) this.#open.remove(over)
    if (isNew && !isOwn) this.#rows.put(line, over, this.#open)
  }

  split(line: FeedId, branch: FeedId): void {
    const isOpen = this.#open.get(line) !== null
    this.#followed.clear()
    this.#came(branch, this.#open.writerOf(line))
    if (!isOpen) return
    this.#open.remove(line)
    this.#openAgain(branch)
    this.#rows.put(branch, line, this.#open)
  }

  startOf(line: FeedId): number {
    return this.#branches.startOf(line)
  }

  /** The last message of the feed, or this device's beginning where that is further. */
  #further(feed: FeedId, row: FeedHead | null): (FeedPoint & { device: DeviceId | null }) | null {
    const base = this.base(feed)
    if (!row || row.audience !== this.#group) return base && { ...base, device: null }
    const { device } = row
    if (!base || base.seq <= row.seq) return { ...pointOf(row), device }
    return { ...(this.#lastBehind(base) ?? base), device }
  }

  /**
   * The last message that follows this device's beginning, where a branch came again in part: the
   * archive's row of it ends before the beginning.
   */
  #lastBehind({ feed, seq }: FeedPoint): FeedPoint | null {
    const end = Number.MAX_SAFE_INTEGER
    const rows = this.#messages.outlines(this.#group, feed, seq + 1, end)
    const last = rows.findLast((row, at) => row.seq === seq + 1 + at)
    return last ? { feed, seq: last.seq, id: last.id } : null
  }

  #stored(feed: FeedId) {
    return this.#further(feed, this.#messages.head(this.#group, feed))
  }

  /** The open feed that the first message of `line` follows. */
  #endedBy({ seq, previous }: Message, line: FeedId): FeedId | null {
    return seq === this.startOf(line) ? this.#open.at(previous) : null
  }

  /** Another message is here at that place: how much of the feed the two share is unknown. */
  #isRival({ feed, seq, id }: FeedPlace & { id?: MessageId }): boolean {
    if (id === undefined || id === none || this.#open.get(feed)?.id === id) return false
    const held = this.#messages.idAt(this.#group, feed, seq)
    return held !== null && held !== id
  }

  #firstOf(feed: FeedId): Message | null {
    const start = this.startOf(feed)
    const row = this.#messages.range(this.#group, feed, start, start + 1)[0]
    return row ? readMessage(row.header) : null
  }

  /** A feed of this device is here from now on. */
  #came(feed: FeedId, device: DeviceId | null): void {
    this.#absent.delete(feed)
    if (device) this.#written.get(device)?.add(feed)
  }

  #openAgain(feed: FeedId): void {
    this.#absent.delete(feed)
    const found = this.#stored(feed)
    if (!found || this.#past.hasEnded(feed, found.seq)) return
    this.#open.put(pointOf(found), found.device)
  }

  #openAll(): void {
    const open = this.#open
    for (const row of this.#messages.heads(this.#group)) {
      if (row.audience === this.#group) open.put(pointOf(row), row.device)
    }
    const over = new Set(open.all().map(({ feed }) => this.#firstOf(feed)?.previous))
    for (const { feed, id } of open.all()) if (over.has(id)) open.remove(feed)
  }
}

export const openFeeds = (
  archive: FeedTables,
  group: GroupId,
  branches: Pick<Branches, 'startOf' | 'signedIn'>,
  past: Pick<Past, 'before' | 'knows' | 'hasEnded'>,
): Feeds => new FeedsOfGroup(archive, group, branches, past)
