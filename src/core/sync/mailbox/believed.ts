// What may be taken for being in a mailbox, so that it need not be put in. Any member can put in packs
// of others that prove themselves and are of no use: without bodies, with other bodies, with the
// beginning left out. And records with a signature that is none.
import { checkRecord, type SignedRecord } from '#core/group'
import { equal } from '#core/keys'
import type { GroupId } from '#shared/ids'
import type { SyncArchive, SyncGroup } from '../doors.ts'
import { ownsFeed, type FeedPlace } from '../message.ts'
import type { Item, Pack } from '../pack.ts'

export const isBelieved = (group: GroupId, record: SignedRecord): boolean =>
  checkRecord(group, record) !== null

/**
 * Up to where the pack, which was taken in, brings its feed; null where it brings nothing. `known`: up to
 * where the feed was known to be in there. Of her own feeds a device believes only what leaves no gap.
 */
export const broughtBy = (
  { items }: Pack,
  { group, messages }: { group: Pick<SyncGroup, 'id' | 'self'>; messages: SyncArchive['messages'] },
  known: number,
): FeedPlace | null => {
  const [{ message: first }] = items
  const isOwn = ownsFeed(group.id, group.self.device, first.feed)
  if (isOwn && first.seq > known + 1) return null
  const isWhole = ({ message, body }: Item): boolean => {
    if (body === null) return false
    const row = messages.get(message.id)
    // What is not kept here is put in by somebody else, and never by this device.
    if (!row) return !isOwn && messages.idAt(group.id, first.feed, message.seq) === null
    return row.body === null || equal(row.body, body)
  }
  const end = items.findIndex(item => !isWhole(item))
  const last = items.at(end === -1 ? -1 : end - 1)
  if (end === 0 || !last) return null
  return { feed: messages.lineOf(last.message.id) ?? first.feed, seq: last.message.seq }
}
