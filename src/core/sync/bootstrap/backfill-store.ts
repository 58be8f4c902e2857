// Backfill: messages that lead up to the place where this device began, which it received in order
// to pass them on. They have no effect here, because the bootstrap snapshot contains them. Messages
// of this device stand on them, and their giver may be removed before any other device has them
// (docs/protocol.md, A newcomer's beginning). Where a feed was forked before that place, this device
// began in each branch, and packs lead up to each of them: messages are told apart by id and never
// by place.
import type { DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import type { SyncArchive } from '../ports.ts'
import type { Branches, Feeds } from '../feeds/index.ts'
import type { Tombstones } from '../retire/index.ts'
import { type FeedPoint, type Message, none, ownsFeed } from '#core/messages'
import { hollowed, readPack, writePack, type Pack, type Run } from '../packs/index.ts'
import { openBackfillContents, type Kept } from './backfill-contents.ts'

export type BackfillStore = {
  /**
   * Whether an authentic pack brings a message that leads up to this device's beginning and is not
   * kept, or its body.
   */
  wants(pack: Pack): boolean
  /**
   * Keeps the pack where that is so, in the transaction that takes in the packs that came with it.
   * Returns the last message of an earlier feed that it follows: this device began behind that one
   * too.
   */
  keep(pack: Pack): FeedPoint | null
  /**
   * The packs with messages from `from` to `to` that lead up to this device's beginning in `line`,
   * also those from before a branch, in order. Packs of `given` are left out, and the others are
   * added to it.
   */
  runs(line: FeedId, from: number, to: number, given?: Set<MessageId>): Run[]
  /** All kept packs of messages that are signed in `feed`. */
  signedIn(feed: FeedId): Pack[]
  /** The message that the first message of a feed follows, where the first one is kept here. */
  before(line: FeedId): FeedPoint | null
  /** Drops the bodies of a document. */
  hollow(document: DocumentId): void
  /** Reads everything again, after a transaction that failed. */
  reload(): void
}

const kept = ['feed', 'from', 'to', 'last', 'follows', 'bytes'] as const
/** The most that is kept, from any giver. */
const most = { packs: 512, bytes: 8 << 20 }

/** A pack of an earlier feed needs this proof: only the device itself says where its feed ended. */
const followedBy = ({ group, device, feed, seq, previous, after }: Message): FeedPoint | null => {
  if (seq > 0) return { feed, seq: seq - 1, id: previous }
  const point = previous === none ? undefined : after.feeds.find(({ id }) => id === previous)
  return point && ownsFeed(group, device, point.feed) ? point : null
}

const lastOf = ({ items }: Pack): Message => (items.at(-1) ?? items[0]).message
const nameOf = (pack: Pack): string => `${pack.items[0].message.id}/${lastOf(pack).id}`

/** The pack without bodies of documents that are gone here. */
const withoutBodies = (pack: Pack, gone: Pick<Tombstones, 'has'>): Pack => {
  const documents = new Set(pack.items.flatMap(({ message }) => message.document ?? []))
  return [...documents].filter(gone.has).reduce(hollowed, pack)
}

export const openBackfillStore = (
  { backfillPacks }: Pick<SyncArchive, 'backfillPacks'>,
  group: GroupId,
  feeds: Pick<Feeds, 'base' | 'beganIn' | 'beganBehind'>,
  branches: Pick<Branches, 'signedIn'>,
  tombstones: Pick<Tombstones, 'has'>,
): BackfillStore => {
  let all: Kept[] = []
  /** The messages that the kept packs follow: the next packs lead up to these. */
  let followed = new Set<MessageId>()
  /** Packs for which there was no room. A pack that comes again is not examined again. */
  const passedOver = new Set<string>()
  const open = ({ last }: Pick<Kept, 'last'>): Pack | null => {
    const bytes = backfillPacks.pluck({ group, last }, 'pack')
    return bytes && readPack(bytes)
  }
  const contents = openBackfillContents(() => all, open, tombstones)
  const hold = (packs: Kept[]): void => {
    all = packs
    followed = new Set(packs.flatMap(({ follows }) => follows?.id ?? []))
    // A point of the same feed says nothing about a feed that was forked before it.
    for (const { feed, follows } of packs)
      if (follows && follows.feed !== feed) feeds.beganBehind(follows)
  }
  const load = (): void => {
    contents.clear()
    hold(backfillPacks.list({ group }, kept))
  }
  load()

  const leadsHere = (id: MessageId): boolean => followed.has(id) || feeds.beganIn(id) !== null
  const wants = (pack: Pack): boolean => {
    if (pack.items[0].message.audience !== group) return false
    const last = pack.items.findLastIndex(({ message }) => leadsHere(message.id))
    if (last < 0 || passedOver.has(nameOf(pack))) return false
    return !pack.items.slice(0, last + 1).every(contents.isHeld)
  }

  /** The packs that lead up to the beginning in `line`, in order. */
  const leadingTo = (line: FeedId): Kept[] => {
    const base = feeds.base(line)
    const found: Kept[] = []
    let at: FeedPoint | null = base && { ...base, feed: branches.signedIn(line) }
    while (at !== null) {
      const [next]: Kept[] = contents.holding(at)
      if (!next) break
      found.unshift(next)
      at = next.follows?.feed === next.feed ? next.follows : null
    }
    return found
  }

  return {
    wants,
    keep(given) {
      if (!wants(given)) return null
      const pack = withoutBodies(contents.completed(given), tombstones)
      const [{ message: first }] = pack.items
      const { id: last, seq: to, feed } = lastOf(pack)
      const bytes = writePack(pack)
      // A pack within this one says nothing more. A giver of a part first does not keep others from
      // giving the whole.
      const isWithin = (each: Kept): boolean =>
        each.from >= first.seq && pack.items[each.to - first.seq]?.message.id === each.last
      const others = all.filter(each => !isWithin(each))
      const held = others.reduce((sum, each) => sum + each.bytes, bytes.length)
      if (others.length >= most.packs || held > most.bytes) {
        passedOver.add(nameOf(given))
        return null
      }
      for (const { last: end } of all.filter(isWithin)) {
        backfillPacks.remove({ group, last: end })
        contents.forget(end)
      }
      const follows = followedBy(first)
      const row = { feed, from: first.seq, to, last, follows, bytes: bytes.length }
      backfillPacks.put({ ...row, group, pack: bytes })
      hold([...others, row])
      return follows?.feed === feed ? null : follows
    },
    runs(line, from, to, given = new Set()) {
      return leadingTo(line)
        .filter(each => each.from <= to && each.to >= from && !given.has(each.last))
        .flatMap(({ last, from: first, to: end }): Run[] => {
          given.add(last)
          const bytes = backfillPacks.pluck({ group, last }, 'pack')
          const upTo = { feed: line, seq: Math.min(to, end) }
          return bytes ? [{ bytes, count: end - first + 1, position: 0, upTo, small: null }] : []
        })
    },
    signedIn: feed => all.filter(each => each.feed === feed).flatMap(each => open(each) ?? []),
    before(line) {
      const [first] = leadingTo(line)
      return first?.from === 0 ? first.follows : null
    },
    hollow(document) {
      for (const row of backfillPacks.list({ group })) {
        const pack = readPack(row.pack)
        if (pack?.items.some(({ message, body }) => message.document === document && body))
          backfillPacks.put({ ...row, pack: writePack(hollowed(pack, document)) })
      }
      contents.clear()
    },
    reload: load,
  }
}
