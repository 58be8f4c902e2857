// The sittings in which somebody wrote: each unlocking of a device is one, because it begins a feed.
// Whose it is follows from the signed messages. Messages hold no times, so when it was is what this
// device saw: its own writing as it wrote, others' as it came.
import * as Y from 'yjs'
import type { Archive } from '#core/archive'
import { decodeStrict, encode, fromHex, toHex } from '#core/keys'
import { rootOf, type DocumentState } from '#shared/document'
import type { DeviceId, DocumentId, FeedId } from '#shared/ids'
import type { Range } from '../gate/scan.ts'
import type { Loaded } from '../loaded.ts'
import { isDeletedIn } from './removers.ts'

export type Sitting = {
  device: DeviceId
  feed: FeedId
  /** UTC milliseconds; null where this device was not there. */
  seen: { from: number; to: number } | null
  /** In which something was written or taken out. */
  paragraphs: number
}

export type SittingTimes = {
  of(document: DocumentId): Map<FeedId, { from: number; to: number }>
  /** In the transaction that keeps what was written. */
  note(document: DocumentId, feed: FeedId, at: number): void
  forget(document: DocumentId): void
}

const prefix = (document: DocumentId): string => `documents/sitting/${document}/`

export const openSittingTimes = ({ notes }: Pick<Archive, 'notes'>): SittingTimes => {
  const read = (bytes: Uint8Array | null): { from: number; to: number } | null => {
    const list = bytes && decodeStrict(bytes, 100)
    const [from, to] = Array.isArray(list) ? list : []
    return typeof from === 'number' && typeof to === 'number' ? { from, to } : null
  }
  /** Of the sitting that was written in last: as a rule it is the next one's too. */
  let last = { name: '', from: 0, to: 0 }
  return {
    of: document =>
      new Map(
        notes.list(null, prefix(document)).flatMap(({ name, bytes }) => {
          const times = read(bytes)
          const feed = toHex(fromHex(name.slice(prefix(document).length))) as FeedId
          return times ? [[feed, times] as const] : []
        }),
      ),
    note(document, feed, at) {
      const name = prefix(document) + feed
      const before = last.name === name ? last : read(notes.get(null, name))
      const known = before ?? { from: at, to: at }
      // A clock may go back.
      const [from, to] = [Math.min(known.from, at), Math.max(known.to, at)]
      notes.put(null, name, encode([from, to]))
      last = { name, from, to }
    },
    forget(document) {
      last = { name: '', from: 0, to: 0 }
      for (const { name } of notes.list(null, prefix(document))) notes.remove(null, name)
    },
  }
}

/** The element of the page that an item lies in, itself included; null for what is beside the page. */
const blockOf = (item: Y.Item, root: unknown): Y.Item | null => {
  let at: Y.Item | null = item
  while (at && at.parent !== root) at = at.parent instanceof Y.AbstractType ? at.parent._item : null
  return at
}

/**
 * Of each sitting the paragraphs, in the stretches before each of `states` (each holds what the one
 * before it held) and since the last. The latest written is the last.
 */
export const sittingsOf = (
  { doc, authors }: Pick<Loaded, 'doc' | 'authors'>,
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
  const devices = new Map(authors.list(() => true).map(row => [row.feed, row.device]))
  return stretches.map(feeds =>
    [...feeds]
      .flatMap(([feed, blocks]) => {
        const device = devices.get(feed)
        const seen = times.get(feed) ?? null
        return device ? [{ device, feed, seen, paragraphs: blocks.size }] : []
      })
      .toSorted((a, b) => (a.seen?.to ?? 0) - (b.seen?.to ?? 0) || (a.feed < b.feed ? -1 : 1)),
  )
}
