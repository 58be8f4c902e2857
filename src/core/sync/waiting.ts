// Waiting messages cannot be judged yet, because a message before them is missing. They are kept
// in a table of their own, and become messages of the archive when they are judged: so the
// archive's order of arrival is also the order in which messages were applied.
import { type Bytes } from '#core/keys'
import type { DeviceId, DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import type { WaitingRow } from '#core/archive'
import type { SyncArchive } from './ports.ts'
import { type FeedPoint, type Message, none, readMessage } from '#core/messages'

/**
 * `signature` is null where a later message's chain proved this one when it came, `body` where the
 * giver had dropped it.
 */
export type WaitingMessage = { message: Message; body: Bytes | null; signature: Bytes | null }

/**
 * The thing that a waiting message lacks: a message, a membership record, a document's next
 * message; or a message of a remaining member that names the message of a removed one (`voucher:`
 * and the waiting message's own id); or, where it came without its body, the record that retires
 * the document (`sealed:`). `anything` names what every waiting message may lack.
 */
export type Need =
  | `message:${string}`
  | `document:${string}`
  | `voucher:${string}`
  | `sealed:${string}`
  | 'records'
  | 'anything'

export type Waiting = {
  /** False when there is no room: the message will come again. */
  add(waiter: WaitingMessage, need: Need): boolean
  has(id: MessageId): boolean
  /**
   * The waiting message at this place of the feed: the first of them, or the one that follows
   * `previous`.
   */
  at(feed: FeedId, seq: number, previous?: MessageId): MessageId | null
  get(id: MessageId): WaitingMessage | null
  /** The need at its last judgement; null for a message that does not wait. */
  needOf(id: MessageId): Need | null
  /** Whether the message came without its body. */
  isHollow(id: MessageId): boolean
  /** Whether a waiting message of this document came with its body. */
  holds(document: DocumentId): boolean
  /** Drops the bodies of a document's waiting messages. */
  hollow(document: DocumentId): void
  /** The author's device, and the messages that it names as seen. */
  linksOf(id: MessageId): { device: DeviceId; names: readonly MessageId[] } | null
  /** The waiting messages that name this message as seen. */
  namersOf(id: MessageId): readonly MessageId[]
  /** Whether the message waits for a voucher. */
  isUnvouched(id: MessageId): boolean
  /** The number of messages that wait for a voucher. */
  unvouched(): number
  remove(id: MessageId): void
  /** The messages that lack this, oldest first. */
  lacking(need: Need): MessageId[]
  /** Messages that waiting ones lack and that do not wait here either, each once, up to a limit. */
  stoodOn(): FeedPoint[]
  /**
   * Devices whose messages wait, each with a message that is lacked, once for each lacked message,
   * up to a limit.
   */
  heldUp(): { device: DeviceId; lacked: FeedPoint }[]
  count(): number
  /** Reads everything again, after a transaction that failed. */
  reload(): void
}

const mostWaiting = 20_000
const mostBytes = 64 << 20
/** The limit for messages of one device, which leaves room for the others. */
const ofOneDevice = { count: 8_000, bytes: 16 << 20 }
/** The limit for messages of removed devices without a voucher, which may wait for ever. */
const mostUnvouched = 4_000
/** Messages that all waiting ones together may name; each is kept in memory. */
const mostNames = 400_000
/** Messages to request at a time. */
const mostStoodOn = 256

type Entry = {
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

const namesIn = ({ previous, after }: Message): MessageId[] => {
  const names = after.feeds.map(({ id }) => id)
  return previous === none || names.includes(previous) ? names : [...names, previous]
}

/** The message of `need`, at the place that `message` states; null for any other need. */
const lackedPoint = ({ feed, seq, previous, after }: Message, need: Need): FeedPoint | null => {
  if (!need.startsWith('message:')) return null
  const id = need.slice(8) as MessageId
  const isBefore = previous === id && seq > 0
  return (
    after.feeds.find(point => point.id === id) ?? (isBefore ? { feed, seq: seq - 1, id } : null)
  )
}

const isVoucher = (need: Need): boolean => need.startsWith('voucher:')

const read = (row: WaitingRow | null): WaitingMessage | null => {
  const message = row && readMessage(row.header)
  return message && { message, signature: row.signature, body: row.body }
}

const lengthOf = ({ header, signature, body }: WaitingRow): number =>
  header.length + (signature?.length ?? 0) + (body?.length ?? 0)

export const openWaiting = (
  { waitingMessages }: Pick<SyncArchive, 'waitingMessages'>,
  group: GroupId,
): Waiting => {
  const entries = new Map<MessageId, Entry>()
  /** Two messages for one place of a forked feed can wait at once. */
  const places = new Map<string, MessageId[]>()
  const needs = new Map<Need, Set<MessageId>>()
  const namers = new Map<MessageId, Set<MessageId>>()
  const shares = new Map<DeviceId, { count: number; bytes: number }>()
  let held = 0
  let named = 0
  let unvouched = 0

  const shareOf = (device: DeviceId) => shares.get(device) ?? { count: 0, bytes: 0 }
  const share = ({ device, bytes }: Entry, sign: 1 | -1): void => {
    const before = shareOf(device)
    const after = { count: before.count + sign, bytes: before.bytes + sign * bytes }
    if (after.count > 0) shares.set(device, after)
    else shares.delete(device)
  }
  const index = (id: MessageId, entry: Entry): void => {
    share(entry, 1)
    entries.set(id, entry)
    const place = `${entry.feed}/${entry.seq}`
    places.set(place, [...(places.get(place) ?? []), id])
    needs.set(entry.need, (needs.get(entry.need) ?? new Set()).add(id))
    for (const name of entry.names) namers.set(name, (namers.get(name) ?? new Set()).add(id))
    held += entry.bytes
    named += entry.names.length
    if (isVoucher(entry.need)) unvouched++
  }
  const forget = (id: MessageId): void => {
    const entry = entries.get(id)
    if (!entry) return
    share(entry, -1)
    entries.delete(id)
    const place = `${entry.feed}/${entry.seq}`
    const left = (places.get(place) ?? []).filter(each => each !== id)
    if (left.length > 0) places.set(place, left)
    else places.delete(place)
    needs.get(entry.need)?.delete(id)
    if (needs.get(entry.need)?.size === 0) needs.delete(entry.need)
    for (const name of entry.names) {
      namers.get(name)?.delete(id)
      if (namers.get(name)?.size === 0) namers.delete(name)
    }
    held -= entry.bytes
    named -= entry.names.length
    if (isVoucher(entry.need)) unvouched--
  }
  const load = (): void => {
    for (const id of [...entries.keys()]) forget(id)
    for (const row of waitingMessages.list({ group })) {
      const waiter = read(row)
      if (!waiter) continue
      const { id, device, feed, seq, previous, document } = waiter.message
      const names = namesIn(waiter.message)
      const isHollow = waiter.body === null
      // The need is found when all of them are judged at the start.
      index(id, {
        device,
        feed,
        seq,
        previous,
        document,
        isHollow,
        need: 'anything',
        bytes: lengthOf(row),
        names,
        lacked: null,
      })
    }
  }
  load()
  const heldUp = (): { device: DeviceId; lacked: FeedPoint }[] => {
    const found: { device: DeviceId; lacked: FeedPoint }[] = []
    for (const [waiter] of needs.values()) {
      const entry = waiter && entries.get(waiter)
      if (!entry?.lacked || entries.has(entry.lacked.id)) continue
      found.push({ device: entry.device, lacked: entry.lacked })
      if (found.length === mostStoodOn) break
    }
    return found
  }
  return {
    add({ message, body, signature }, need) {
      const known = entries.get(message.id)
      if (known) {
        forget(message.id)
        index(message.id, { ...known, need, lacked: lackedPoint(message, need) })
        return true
      }
      const row = { group, id: message.id, header: message.header, signature, body }
      const bytes = lengthOf(row)
      const names = namesIn(message)
      if (entries.size >= mostWaiting || held + bytes > mostBytes) return false
      if (named + names.length > mostNames) return false
      const { count, bytes: taken } = shareOf(message.device)
      if (count >= ofOneDevice.count || taken + bytes > ofOneDevice.bytes) return false
      if (isVoucher(need) && unvouched >= mostUnvouched) return false
      waitingMessages.put(row)
      const { device, feed, seq, previous, document } = message
      const isHollow = body === null
      index(message.id, {
        device,
        feed,
        seq,
        previous,
        document,
        isHollow,
        need,
        bytes,
        names,
        lacked: lackedPoint(message, need),
      })
      return true
    },
    has: id => entries.has(id),
    at: (feed, seq, previous) => {
      const all = places.get(`${feed}/${seq}`) ?? []
      const found = all.find(id => previous === undefined || entries.get(id)?.previous === previous)
      return found ?? null
    },
    get: id => (entries.has(id) ? read(waitingMessages.get({ group, id })) : null),
    needOf: id => entries.get(id)?.need ?? null,
    isHollow: id => entries.get(id)?.isHollow ?? false,
    holds: document =>
      [...entries.values()].some(entry => entry.document === document && !entry.isHollow),
    hollow(document) {
      for (const [id, entry] of [...entries]) {
        const isWhole = entry.document === document && !entry.isHollow
        const row = isWhole ? waitingMessages.get({ group, id }) : null
        if (!row) continue
        const hollow = { ...row, body: null }
        waitingMessages.put(hollow)
        forget(id)
        index(id, { ...entry, bytes: lengthOf(hollow), isHollow: true })
      }
    },
    linksOf: id => entries.get(id) ?? null,
    namersOf: id => [...(namers.get(id) ?? [])],
    isUnvouched: id => isVoucher(entries.get(id)?.need ?? 'anything'),
    unvouched: () => unvouched,
    remove(id) {
      if (!entries.has(id)) return
      forget(id)
      waitingMessages.remove({ group, id })
    },
    lacking: need => {
      if (need === 'anything') return [...entries.keys()]
      // A record may bring back a device whose messages needed a voucher.
      const vouchers = need === 'records' && unvouched > 0
      const all = vouchers ? [...needs.keys()].filter(isVoucher) : []
      return [need, ...all].flatMap(each => [...(needs.get(each) ?? [])])
    },
    stoodOn: () => heldUp().map(({ lacked }) => lacked),
    heldUp,
    count: () => entries.size,
    reload: load,
  }
}
