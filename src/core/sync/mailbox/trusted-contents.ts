// Packs and records in a mailbox that need not be put in again. Any member can put in useless packs
// of others that verify: without bodies, with other bodies, without the beginning. The same holds
// for records with a wrong signature.
import { checkRecord } from '#core/group'
import { equal } from '#core/keys'
import type { SignedRecord } from '#core/records'
import type { FeedId, GroupId, MessageId } from '#shared/ids'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import { type FeedPlace, type Message, none, ownsFeed } from '#core/messages'
import type { Item, Pack } from '../packs/index.ts'
import type { Batch } from './batch.ts'
import type { MailboxCursor } from './cursor.ts'

type Here = {
  group: Pick<SyncGroup, 'id' | 'self'>
  messages: SyncArchive['messages']
  /** The feed or branch of a message that is here, or that this device began with. */
  lineOf(id: MessageId): FeedId | null
  /** How far each feed is covered by these places. */
  coverage(given: readonly FeedPlace[]): Map<FeedId, number>
}

const isTrusted = (group: GroupId, record: SignedRecord): boolean =>
  checkRecord(group, record) !== null

/** Whether the mailbox has all that the device wrote before this message. */
const isNext = (first: Message, here: Here, { feeds }: MailboxCursor): boolean => {
  const { feed, seq, previous } = first
  const known = feeds.get(feed)
  if (known !== undefined) return seq <= known + 1
  if (previous === none) return true
  const line = here.lineOf(previous)
  const before = here.messages.get(previous)
  const there = here.coverage([...feeds].map(([each, upTo]) => ({ feed: each, seq: upTo })))
  return line !== null && before !== null && (there.get(line) ?? -1) >= before.seq
}

/**
 * Up to which place the pack, which was taken in, brings its feed; null where it brings nothing.
 * For its own feeds a device trusts only packs that leave no gap.
 */
const broughtBy = ({ items }: Pack, here: Here, cursor: MailboxCursor): FeedPlace | null => {
  const { group, messages, lineOf } = here
  const [{ message: first }] = items
  const isOwn = ownsFeed(group.id, group.self.device, first.feed)
  if (isOwn && !isNext(first, here, cursor)) return null
  const isWhole = ({ message, body }: Item): boolean => {
    if (body === null) return false
    const row = messages.get(message.id)
    // A message that is not kept here is put in by another device, never by this one.
    if (!row) return !isOwn && messages.idAt(group.id, first.feed, message.seq) === null
    return row.body === null || equal(row.body, body)
  }
  const end = items.findIndex(item => !isWhole(item))
  const brought = end === -1 ? items : items.slice(0, end)
  // A pack can go on behind what is here.
  const last = brought.findLast(({ message }) => lineOf(message.id) !== null) ?? brought.at(-1)
  if (!last) return null
  return { feed: lineOf(last.message.id) ?? first.feed, seq: last.message.seq }
}

/** Notes in the cursor what is certainly in the mailbox now, and the place to read on from. */
export const noteBatch = (
  cursor: MailboxCursor,
  { records, packs, safePlace }: Batch,
  { spaces, ...here }: Here & { spaces: readonly GroupId[] },
): void => {
  for (const record of records)
    if (spaces.some(space => isTrusted(space, record))) cursor.records.add(record.id)
  for (const pack of packs) {
    const brought = broughtBy(pack, here, cursor)
    if (brought)
      cursor.feeds.set(brought.feed, Math.max(brought.seq, cursor.feeds.get(brought.feed) ?? -1))
  }
  cursor.cursor = Math.max(cursor.cursor, safePlace)
}
