// Messages that cannot be judged yet because something before them is missing. They are kept aside,
// under notes of this room, and become messages of the archive when they are judged: so the
// archive's order of arrival is also the order in which things were applied.
import { decodeStrict, encode, type Bytes } from '#core/keys'
import type { FeedId, GroupId, MessageId } from '#shared/ids'
import type { SyncArchive } from './doors.ts'
import { limits, readMessage, type Message } from './message.ts'
import { packLimit } from './pack.ts'
import { bytesOf, listOf } from './wire.ts'

/** `signature` is null where a later message's chain proved this one when it came. */
export type Waiter = { message: Message; body: Bytes; signature: Bytes | null }

/**
 * What a waiter lacks: a message, a membership record, or a document's next message. `anything`
 * names what every waiter may lack.
 */
export type Need = `message:${string}` | `document:${string}` | 'records' | 'anything'

export type Waiting = {
  /** False when there is no room: it will come again. */
  add(waiter: Waiter, need: Need): boolean
  has(id: MessageId): boolean
  /** The waiting message at this place of the feed. */
  at(feed: FeedId, seq: number): MessageId | null
  get(id: MessageId): Waiter | null
  remove(id: MessageId): void
  /** Those that lack this, oldest first. */
  lacking(need: Need): MessageId[]
  count(): number
  /** Reads everything again: after a transaction that failed. */
  reload(): void
}

const mostWaiting = 20_000
const mostBytes = 64 << 20
const prefix = 'sync/waiting/'

type Entry = { feed: FeedId; seq: number; need: Need; bytes: number }

const read = (bytes: Bytes | null): Waiter | null => {
  const list = bytes && listOf(decodeStrict(bytes, limits.header + limits.body + 1_024), 3)
  const header = bytesOf(list?.[0], limits.header)
  const signature = bytesOf(list?.[1], 64)
  const body = bytesOf(list?.[2], packLimit)
  const message = header && readMessage(header)
  return message && body ? { message, signature, body } : null
}

export const openWaiting = (notes: SyncArchive['notes'], group: GroupId): Waiting => {
  const entries = new Map<MessageId, Entry>()
  const places = new Map<string, MessageId>()
  const needs = new Map<Need, Set<MessageId>>()
  let held = 0

  const index = (id: MessageId, entry: Entry): void => {
    entries.set(id, entry)
    places.set(`${entry.feed}/${entry.seq}`, id)
    needs.set(entry.need, (needs.get(entry.need) ?? new Set()).add(id))
    held += entry.bytes
  }
  const forget = (id: MessageId): void => {
    const entry = entries.get(id)
    if (!entry) return
    entries.delete(id)
    places.delete(`${entry.feed}/${entry.seq}`)
    needs.get(entry.need)?.delete(id)
    if (needs.get(entry.need)?.size === 0) needs.delete(entry.need)
    held -= entry.bytes
  }
  const load = (): void => {
    for (const id of [...entries.keys()]) forget(id)
    for (const { bytes } of notes.list(group, prefix)) {
      const waiter = read(bytes)
      if (!waiter) continue
      const { id, feed, seq } = waiter.message
      // What it lacks is found out when all of them are judged at the start.
      index(id, { feed, seq, need: 'anything', bytes: bytes.length })
    }
  }
  load()
  return {
    add({ message, body, signature }, need) {
      const known = entries.get(message.id)
      if (known) {
        forget(message.id)
        index(message.id, { ...known, need })
        return true
      }
      const bytes = encode([message.header, signature, body])
      if (entries.size >= mostWaiting || held + bytes.length > mostBytes) return false
      notes.put(group, prefix + message.id, bytes)
      index(message.id, { feed: message.feed, seq: message.seq, need, bytes: bytes.length })
      return true
    },
    has: id => entries.has(id),
    at: (feed, seq) => places.get(`${feed}/${seq}`) ?? null,
    get: id => (entries.has(id) ? read(notes.get(group, prefix + id)) : null),
    remove(id) {
      if (!entries.has(id)) return
      forget(id)
      notes.remove(group, prefix + id)
    },
    lacking: need => (need === 'anything' ? [...entries.keys()] : [...(needs.get(need) ?? [])]),
    count: () => entries.size,
    reload: load,
  }
}
