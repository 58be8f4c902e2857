// The fork of a feed before this device's beginning: the two contents, and the messages here that
// stand on the one that this device did not begin with.
import type { FeedId, MessageId } from '#shared/ids'
import { type FeedPoint, type Message, readMessage } from '#core/messages'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import type { WaitingMessage } from '../waiting/index.ts'

const end = Number.MAX_SAFE_INTEGER

/**
 * `led`: from the fork up to this device's beginning. `others`: everything else that is here from
 * the fork on.
 */
export type Forked = { feed: FeedId; led: WaitingMessage[]; others: WaitingMessage[] }

const isRival = (one: Message, other: Message): boolean =>
  other.seq === one.seq && other.id !== one.id && (one.seq === 0 || other.previous === one.previous)

/**
 * `here`: the messages of the feed from before `base`. Null as long as they show no fork, or the
 * content that leads to `base` is not all read.
 */
export const forkBefore = (
  { feed, id }: FeedPoint,
  here: ReadonlyMap<MessageId, WaitingMessage>,
  isRead: (entry: WaitingMessage) => boolean,
): Forked | null => {
  const all = [...here.values()]
  const chain: WaitingMessage[] = []
  let length = 0
  for (let entry = here.get(id); entry;) {
    const { message } = entry
    chain.unshift(entry)
    if (all.some(other => isRival(message, other.message))) length = chain.length
    entry = message.seq === 0 ? undefined : here.get(message.previous)
  }
  const led = chain.slice(chain.length - length)
  const from = led[0]?.message.seq
  if (from === undefined || !led.every(isRead)) return null
  const ids = new Set(led.map(({ message }) => message.id))
  const others = all
    .filter(({ message }) => message.seq >= from && !ids.has(message.id))
    .toSorted((a, b) => a.message.seq - b.message.seq)
  return { feed, led, others }
}

/** By feed or branch, the first message on another content, or on a message that is. */
export const standingElsewhere = (
  { feed, led: own }: Forked,
  messages: SyncArchive['messages'],
  group: Pick<SyncGroup, 'id' | 'self'>,
): Map<FeedId, number> => {
  const from = own[0]?.message.seq ?? 0
  const ids = new Set(own.map(({ message }) => message.id))
  const found = new Set<MessageId>()
  const tails = new Map<FeedId, number>()
  const isElsewhere = (point: FeedPoint): boolean =>
    found.has(point.id) || (point.feed === feed && point.seq >= from && !ids.has(point.id))
  const lines = messages
    .heads(group.id)
    .filter(({ audience, device }) => audience === group.id && device !== group.self.device)
  for (let before = -1; before < found.size;) {
    before = found.size
    for (const line of lines) {
      const rows = messages.outlines(group.id, line.feed, line.first, end)
      const at = rows.findIndex(({ id, header }) => {
        const message = found.has(id) ? null : readMessage(header)
        return found.has(id) || message?.after.feeds.some(isElsewhere) === true
      })
      if (at < 0) continue
      tails.set(line.feed, rows[at]?.seq ?? 0)
      for (const { id } of rows.slice(at)) found.add(id)
    }
  }
  return tails
}
