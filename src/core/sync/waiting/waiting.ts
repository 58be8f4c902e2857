// Waiting messages cannot be judged yet, because a message before them is missing. They are kept
// in a table of their own, and become messages of the archive when they are judged: so the
// archive's order of arrival is also the order in which messages were applied.
import { type Bytes } from '#core/keys'
import type { DeviceId, DocumentId, FeedId, GroupId, MemberId, MessageId } from '#shared/ids'
import type { WaitingRow } from '#core/archive'
import type { Authors } from '../members/index.ts'
import type { SyncArchive } from '../ports.ts'
import { type FeedPoint, type Message, none, readMessage } from '#core/messages'
import { isVoucher, type Need } from './need.ts'
import { WaitingIndex, type WaitingEntry } from './waiting-index.ts'

/**
 * `signature` is null where a later message's chain proved this one when it came, `body` where the
 * giver had dropped it.
 */
export type WaitingMessage = { message: Message; body: Bytes | null; signature: Bytes | null }

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

const read = (row: WaitingRow | null): WaitingMessage | null => {
  const message = row && readMessage(row.header)
  return message && { message, signature: row.signature, body: row.body }
}

const lengthOf = ({ header, signature, body }: WaitingRow): number =>
  header.length + (signature?.length ?? 0) + (body?.length ?? 0)

const entryOf = (
  { message, body }: WaitingMessage,
  member: MemberId | null,
  need: Need,
  bytes: number,
): WaitingEntry => ({
  device: message.device,
  member,
  feed: message.feed,
  seq: message.seq,
  previous: message.previous,
  document: message.document,
  isHollow: body === null,
  need,
  bytes,
  names: namesIn(message),
  lacked: lackedPoint(message, need),
})

export const openWaiting = (
  { waitingMessages }: Pick<SyncArchive, 'waitingMessages'>,
  group: GroupId,
  { memberOf }: Pick<Authors, 'memberOf'>,
): Waiting => {
  const index = new WaitingIndex()
  const load = (): void => {
    index.clear()
    for (const row of waitingMessages.list({ group })) {
      const waiter = read(row)
      // The need is found when all of them are judged at the start.
      const member = waiter && memberOf(waiter.message.device)
      if (waiter) index.put(waiter.message.id, entryOf(waiter, member, 'anything', lengthOf(row)))
    }
  }
  load()
  return {
    add(waiter, need) {
      const { message, body, signature } = waiter
      const known = index.get(message.id)
      if (known) {
        const member = memberOf(message.device)
        index.put(message.id, { ...known, member, need, lacked: lackedPoint(message, need) })
        return true
      }
      const row = { group, id: message.id, header: message.header, signature, body }
      const entry = entryOf(waiter, memberOf(message.device), need, lengthOf(row))
      if (!index.hasRoomFor(entry)) return false
      waitingMessages.put(row)
      index.put(message.id, entry)
      return true
    },
    has: id => index.has(id),
    at: (feed, seq, previous) => {
      const all = index.at(feed, seq)
      const found = all.find(id => previous === undefined || index.get(id)?.previous === previous)
      return found ?? null
    },
    get: id => (index.has(id) ? read(waitingMessages.get({ group, id })) : null),
    needOf: id => index.get(id)?.need ?? null,
    isHollow: id => index.get(id)?.isHollow ?? false,
    holds: document =>
      index.all().some(([, entry]) => entry.document === document && !entry.isHollow),
    hollow(document) {
      for (const [id, entry] of index.all()) {
        const isWhole = entry.document === document && !entry.isHollow
        const row = isWhole ? waitingMessages.get({ group, id }) : null
        if (!row) continue
        const hollow = { ...row, body: null }
        waitingMessages.put(hollow)
        index.put(id, { ...entry, bytes: lengthOf(hollow), isHollow: true })
      }
    },
    linksOf: id => index.get(id) ?? null,
    namersOf: id => index.namersOf(id),
    isUnvouched: id => isVoucher(index.get(id)?.need ?? 'anything'),
    unvouched: () => index.unvouched(),
    remove(id) {
      if (!index.has(id)) return
      index.remove(id)
      waitingMessages.remove({ group, id })
    },
    lacking: need => index.lacking(need),
    stoodOn: () => index.heldUp().map(({ lacked }) => lacked),
    heldUp: () => index.heldUp(),
    count: () => index.count(),
    reload: load,
  }
}
