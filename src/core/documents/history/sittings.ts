// Sittings: each unlocking of a device is one, because it begins a feed. The signed messages show
// its member. Messages hold no times, so a sitting has the times that this device saw: of its own
// writing, and of the arrival of others'.
import * as Y from 'yjs'
import type { Archive, SittingRow } from '#core/archive'
import { isBlockId } from '#document/ids'
import { isPresent, stateOf, type DocumentState } from '#document/history/versions'
import { rootOf } from '#document/tree'
import type { DeviceId, DocumentId, FeedId } from '#shared/ids'
import type { Range } from '../gate/index.ts'
import type { DocumentReplica } from '../replica/index.ts'
import { isDeletedIn } from './removers.ts'

export type Sitting = {
  device: DeviceId
  feed: FeedId
  /**
   * UTC milliseconds; null where this device was not there. A sitting that goes on behind versions has the time of its
   * beginning before the first, that of its end behind the last, and no time between them.
   */
  seen: { from: number; to: number } | 'between' | null
  /**
   * Paragraphs with text that was written or removed, among those on the page before or after it: a
   * paragraph that came and went within the sitting does not count, and a moved one stays the same.
   */
  paragraphs: number
}

export type SittingTimes = {
  of(document: DocumentId): Map<FeedId, { from: number; to: number }>
  /**
   * In the transaction that keeps the edit. Further edits are noted once in a second, and the rest
   * by `level`.
   */
  note(document: DocumentId, feed: FeedId, at: number): void
  level(): void
  forget(document: DocumentId): void
}

const second = 1_000

export const openSittingTimes = ({ sittings }: Pick<Archive, 'sittings'>): SittingTimes => {
  /** The sitting of the last edit: as a rule the next one belongs to it too. `noted` in the archive. */
  let last: (SittingRow & { noted: number }) | null = null
  const isLast = ({ document, feed }: Pick<SittingRow, 'document' | 'feed'>): boolean =>
    last?.document === document && last.feed === feed
  const put = (times: SittingRow): void => {
    sittings.put(times)
    last = { ...times, noted: times.to }
  }
  const level = (): void => {
    if (last && last.to > last.noted) put(last)
  }
  return {
    of: document =>
      new Map(
        sittings.list({ document }).map(row => {
          const { from, to } = last && isLast(row) ? last : row
          return [row.feed, { from, to }]
        }),
      ),
    note(document, feed, at) {
      const key = { document, feed }
      const goesOn = isLast(key) ? last : null
      if (!goesOn) level()
      const known = goesOn ?? sittings.get(key) ?? { from: at, to: at }
      // A clock may go back.
      const times = { ...key, from: Math.min(known.from, at), to: Math.max(known.to, at) }
      const isSoon = goesOn && times.from === goesOn.from && times.to - goesOn.noted < second
      if (isSoon) last = { ...times, noted: goesOn.noted }
      else put(times)
    },
    level,
    forget(document) {
      if (last?.document !== document) level()
      last = null
    },
  }
}

/** The element of the page that an item lies in, itself included; null beside the page. */
const blockOf = (item: Y.Item, root: unknown): Y.Item | null => {
  let at: Y.Item | null = item
  while (at && at.parent !== root) at = at.parent instanceof Y.AbstractType ? at.parent._item : null
  return at
}

/** The id of a block, also when it is gone; the block itself where it has none. */
const nameOf = (block: Y.Item): unknown => {
  const type = block.content instanceof Y.ContentType ? block.content.type : null
  const named = type instanceof Y.XmlElement ? type._map.get('s_bid') : undefined
  const name: unknown = named?.content.getContent()[named.length - 1]
  return isBlockId(name) ? name : block
}

/** How many paragraphs these are, of those on the page in one of `moments`. */
const paragraphsIn = (blocks: ReadonlySet<Y.Item>, moments: readonly DocumentState[]): number => {
  const stood = [...blocks].filter(({ id }) =>
    moments.some(state => isPresent(state, id.client, id.clock)),
  )
  return new Set(stood.map(nameOf)).size
}

/**
 * The paragraphs of each sitting, in the stretches before each of `states` (each contains the one
 * before it) and since the last. The latest sitting is the last.
 */
export const sittingsOf = (
  { doc, authors }: Pick<DocumentReplica, 'doc' | 'authors'>,
  states: readonly DocumentState[],
  removed: ReadonlyMap<FeedId, readonly Range[]>,
  times: ReadonlyMap<FeedId, { from: number; to: number }>,
): Sitting[][] => {
  const root = rootOf(doc)
  const stretches = [...states, null].map(() => new Map<FeedId, Set<Y.Item>>())
  const touch = (stretch: number, feed: FeedId, block: Y.Item): void => {
    const feeds = stretches[stretch]
    const blocks = feeds?.get(feed) ?? new Set()
    feeds?.set(feed, blocks.add(block))
  }
  const first = (holds: (state: DocumentState) => boolean): number => {
    const at = states.findIndex(holds)
    return at < 0 ? states.length : at
  }
  for (const [client, structs] of doc.store.clients) {
    const feed = authors.get(client)?.feed
    if (!feed) continue
    const ends = states.map(({ clocks }) => clocks.get(client) ?? 0)
    for (const item of structs) {
      const block = item instanceof Y.Item ? blockOf(item, root) : null
      if (!block) continue
      const { clock } = item.id
      for (const at of [clock, clock + item.length - 1])
        touch(
          first(state => (ends[states.indexOf(state)] ?? 0) > at),
          feed,
          block,
        )
    }
  }
  for (const [feed, ranges] of removed)
    for (const range of ranges) {
      if (range.clock >= Y.getState(doc.store, range.client)) continue
      const item = Y.getItem(doc.store, Y.createID(range.client, range.clock))
      const block = item instanceof Y.Item ? blockOf(item, root) : null
      if (block)
        touch(
          first(state => isDeletedIn(state, range)),
          feed,
          block,
        )
    }
  /** Clocks of members differ: the time of a version says nothing of a sitting that goes on behind it. */
  const seenIn = (feed: FeedId, stretch: number): Sitting['seen'] => {
    const { from, to } = times.get(feed) ?? {}
    if (from === undefined || to === undefined) return null
    const began = stretches.findIndex(feeds => feeds.has(feed)) === stretch
    const ended = stretches.findLastIndex(feeds => feeds.has(feed)) === stretch
    if (began) return { from, to: ended ? to : from }
    return ended ? { from: to, to } : 'between'
  }
  const devices = new Map(authors.list(() => true).map(row => [row.feed, row.device]))
  const moments = [...states, stateOf(doc)]
  return stretches.map((feeds, stretch) =>
    [...feeds]
      .flatMap(([feed, blocks]) => {
        const device = devices.get(feed)
        const seen = seenIn(feed, stretch)
        const shown = seen === 'between' ? times.get(feed) : seen
        const paragraphs = paragraphsIn(
          blocks,
          moments.slice(Math.max(0, stretch - 1), stretch + 1),
        )
        return device ? [{ at: shown?.to ?? 0, sitting: { device, feed, seen, paragraphs } }] : []
      })
      .toSorted((a, b) => a.at - b.at || (a.sitting.feed < b.sitting.feed ? -1 : 1))
      .map(({ sitting }) => sitting),
  )
}
