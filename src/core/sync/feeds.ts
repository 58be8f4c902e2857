// Feeds: how far each feed of the group's own audience is known here, in memory. The first message
// of a new feed names the head that it follows and replaces it. Only the last of a device's feeds
// is an open head, so lists of heads stay as short as the list of devices. A device that begins
// feed after feed makes only its own list longer (`open-heads.ts`).
import { decodeStrict, encode } from '#core/keys'
import type { DeviceId, FeedId, GroupId, MessageId } from '#shared/ids'
import { openBases } from './bases.ts'
import type { Branches } from './branches.ts'
import type { SyncArchive } from './ports.ts'
import {
  type FeedPlace,
  type FeedPoint,
  type Heads,
  headsFromWire,
  headsToWire,
  limits,
  type Message,
  none,
  readMessage,
} from '#core/messages'
import { openHeads } from './open-heads.ts'
import type { Past } from './bootstrap/past.ts'

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
  /** The first message of an own feed is written in the transaction that is open. */
  begin(message: Message): void
  /** A message of the group's audience was judged and kept under this name. */
  note(message: Message, line?: FeedId): void
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

export const openFeeds = (
  archive: Pick<SyncArchive, 'messages' | 'beginnings' | 'leftBeginnings' | 'openFeeds'>,
  group: GroupId,
  branches: Pick<Branches, 'startOf'> = { startOf: () => 0 },
  past: Pick<Past, 'before' | 'knows'> = { before: () => null, knows: () => false },
): Feeds => {
  const { messages, beginnings, leftBeginnings, openFeeds } = archive
  const { startOf } = branches
  const open = openHeads()
  const bases = openBases()
  /** The message that the first message of a feed follows; it never changes. */
  const followed = new Map<FeedId, FeedPoint | null>()
  /** The feeds of devices that were asked about. */
  const written = new Map<DeviceId, Set<FeedId>>()
  /**
   * Feeds that were asked about and are not here. Peers may name any number of them, again and
   * again.
   */
  const absent = new Set<FeedId>()
  /** This device knows where it begins. */
  let isBased = false
  /**
   * The archive has a row for each open feed: a device that begins many feeds does not make this one
   * write all of them again for each.
   */
  let isKept = false

  const pointOf = ({ feed, seq, id }: FeedPoint): FeedPoint => ({ feed, seq, id })
  const further = (
    feed: FeedId,
    row: ReturnType<typeof messages.head>,
  ): (FeedPoint & { device: DeviceId | null }) | null => {
    const base = bases.of(feed)
    if (!row || row.audience !== group) return base && { ...base, device: null }
    const { device } = row
    return base && base.seq > row.seq ? { ...base, device } : { ...pointOf(row), device }
  }
  const stored = (feed: FeedId) => further(feed, messages.head(group, feed))
  const head = (feed: FeedId): FeedPoint | null => {
    const found = stored(feed)
    return found && pointOf(found)
  }
  const headsOf: Feeds['headsOf'] = asked => {
    const found = new Map<FeedId, FeedPoint>()
    const others: FeedId[] = []
    for (const feed of asked) {
      const last = open.get(feed)
      if (last) found.set(feed, last)
      else if (!absent.has(feed)) others.push(feed)
    }
    if (others.length === 0) return found
    const rows = new Map(messages.headsOf(group, others).map(row => [row.feed, row]))
    for (const feed of others) {
      const point = further(feed, rows.get(feed) ?? null)
      if (point) found.set(feed, pointOf(point))
      else if (absent.size < mostAbsent) absent.add(feed)
      else absent.clear()
    }
    return found
  }
  /** Another message is here at that place: how much of the feed the two share is unknown. */
  const isRival = ({ feed, seq, id }: FeedPlace & { id?: MessageId }): boolean => {
    if (id === undefined || id === none || open.get(feed)?.id === id) return false
    const held = messages.idAt(group, feed, seq)
    return held !== null && held !== id
  }
  const beganIn = (id: MessageId): FeedId | null => bases.at(id)?.feed ?? null
  const firstOf = (feed: FeedId): Message | null => {
    const start = startOf(feed)
    const row = messages.range(group, feed, start, start + 1)[0]
    return row ? readMessage(row.header) : null
  }
  const put = (feed: FeedId): void => {
    absent.delete(feed)
    const found = stored(feed)
    if (found) open.put(pointOf(found), found.device)
  }

  /**
   * The open heads are kept beside the messages, so that opening a group does not read every feed.
   */
  const keep = (feed: FeedId, over: FeedId | null): void => {
    if (!isKept) {
      for (const { feed: each } of open.all()) openFeeds.put({ group, feed: each })
      isKept = true
    }
    openFeeds.put({ group, feed })
    if (over !== null) openFeeds.remove({ group, feed: over })
  }

  const loadAll = (): void => {
    for (const row of messages.heads(group)) {
      if (row.audience === group) open.put(pointOf(row), row.device)
    }
    const over = new Set<MessageId | undefined>(
      open.all().map(({ feed }) => firstOf(feed)?.previous),
    )
    for (const { feed, id } of open.all()) if (over.has(id)) open.remove(feed)
  }
  const addBase = ({ feeds }: Heads): void => {
    for (const point of feeds) {
      bases.put(point)
      put(point.feed)
    }
  }
  const beganAt = (): Heads | null => {
    const heads = beginnings.pluck({ group }, 'heads')
    return heads && headsFromWire(decodeStrict(heads, limits.header))
  }
  const keepBeginning = (heads: Heads): void =>
    beginnings.put({ group, heads: encode(headsToWire(heads)) })
  const load = (): void => {
    open.clear()
    bases.clear()
    followed.clear()
    written.clear()
    absent.clear()
    const began = beganAt()
    isBased = began !== null
    for (const point of began?.feeds ?? []) bases.put(point)
    const kept = openFeeds.list({ group })
    isKept = kept.length > 0
    for (const { feed } of kept) put(feed)
    if (isKept) return
    loadAll()
    if (began) addBase(began)
  }
  load()

  const feeds: Feeds = {
    head,
    headsOf,
    covers: ({ feed, seq, id }) => {
      const base = bases.of(feed)
      if (base && (seq < base.seq || (seq === base.seq && id === base.id))) return true
      return open.get(feed)?.id === id || messages.has(id) || beganIn(id) !== null
    },
    base: bases.of,
    hasBase: () => isBased,
    beganBehind: point => {
      // A copied archive goes on from an earlier place too: the furthest place counts.
      if ((bases.of(point.feed)?.seq ?? -1) < point.seq) bases.put(point)
      absent.delete(point.feed)
    },
    setBase: given => {
      const known = bases.all().filter(({ feed }) => !given.feeds.some(each => each.feed === feed))
      const all = { records: given.records, feeds: [...known, ...given.feeds] }
      keepBeginning(all)
      isBased = true
      addBase(all)
      for (const { feed } of all.feeds) keep(feed, null)
    },
    goBack(feed, point) {
      const began = beganAt()
      if (!began) return
      const left = began.feeds.find(each => each.feed === feed)
      if (left) leftBeginnings.put({ group, feed, message: left.id })
      const others = began.feeds.filter(each => each.feed !== feed)
      const all = { ...began, feeds: point ? [...others, point] : others }
      keepBeginning(all)
      if (point) bases.put(point)
      else bases.remove(feed)
      open.remove(feed)
      put(feed)
    },
    ledTo: feed => leftBeginnings.pluck({ group, feed }, 'message'),
    shorten(line, seq) {
      const over = seq === startOf(line) ? feeds.before(line) : null
      messages.drop(group, line, seq)
      if (over) {
        openFeeds.put({ group, feed: over.feed })
        openFeeds.remove({ group, feed: line })
      }
      load()
    },
    open: open.all,
    named: open.named,
    openOf: open.of,
    isOpen: ({ feed, id }) => open.get(feed)?.id === id,
    isNext: ({ feed, seq, previous }) => {
      const last = open.get(feed)
      return last !== null && last.id === previous && last.seq === seq - 1
    },
    writerOf: open.writerOf,
    isOf: (device, feed) => {
      const known = written.get(device)
      if (known) return known.has(feed)
      const found = new Set(messages.feedsOf(group, device))
      written.set(device, found)
      return found.has(feed)
    },
    before: feed => {
      const known = followed.get(feed)
      if (known !== undefined) return known
      const first = firstOf(feed)
      const row = first && first.previous !== none ? messages.get(first.previous) : null
      const base = first && !row ? bases.at(first.previous) : null
      const before = row ? pointOf({ ...row, feed: row.line }) : base
      // Without its first message, or the one before it, the answer may change later.
      if (before || first?.previous === none) followed.set(feed, before)
      return before
    },
    coverage: given => {
      const covered = new Map<FeedId, number>()
      const here = headsOf(given.map(({ feed }) => feed))
      const points: FeedPlace[] = given.filter(
        point => (here.has(point.feed) || past.knows(point.feed)) && !isRival(point),
      )
      for (let point = points.pop(); point; point = points.pop()) {
        const known = covered.get(point.feed)
        const isHere = here.has(point.feed) || past.knows(point.feed) || head(point.feed) !== null
        if ((known !== undefined && known >= point.seq) || !isHere) continue
        covered.set(point.feed, point.seq)
        const earlier =
          known === undefined ? (feeds.before(point.feed) ?? past.before(point.feed)) : null
        if (earlier) points.push(earlier)
      }
      return covered
    },
    begin: message => {
      absent.delete(message.feed)
      written.get(message.device)?.add(message.feed)
      keep(message.feed, open.at(message.previous))
    },
    note: (message, line = message.feed) => {
      const isNew = open.get(line) === null
      absent.delete(line)
      written.get(message.device)?.add(line)
      const over = message.seq === startOf(line) ? open.at(message.previous) : null
      // A branch that this device began in can come again from the fork on.
      const base = bases.of(line)
      const last = base && base.seq > message.seq ? base : { ...message, feed: line }
      open.put(pointOf(last), message.device)
      if (over !== null) open.remove(over)
      if (isNew) keep(line, over)
    },
    split(line, branch) {
      const device = open.writerOf(line)
      const isOpen = open.get(line) !== null
      absent.delete(branch)
      followed.clear()
      if (device) written.get(device)?.add(branch)
      if (!isOpen) return
      open.remove(line)
      put(branch)
      keep(branch, line)
    },
    startOf,
    beganIn,
    reload: load,
  }
  return feeds
}
