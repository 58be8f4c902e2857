// A message before it is judged: whether it is here already, and whether it brings anything new.
import { equal } from '#core/keys'
import type { Message } from '#core/messages'
import type { EarlierForks } from '../bootstrap/index.ts'
import type { Branches, Feeds } from '../feeds/index.ts'
import type { Item } from '../packs/index.ts'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import type { Waiting, WaitingMessage } from '../waiting/index.ts'

export type KnownPorts = {
  archive: Pick<SyncArchive, 'messages'>
  group: Pick<SyncGroup, 'id'>
  feeds: Pick<Feeds, 'base' | 'isNext'>
  branches: Pick<Branches, 'isPassedOver'>
  waiting: Pick<Waiting, 'lacking' | 'isHollow' | 'get' | 'has'>
  earlier: Pick<EarlierForks, 'wants'>
}

export const openKnownMessages = (ports: KnownPorts) => {
  const { archive, group, feeds, branches, waiting, earlier } = ports

  /** Whether the message is kept already, or part of the bootstrap snapshot. */
  const isKnown = ({ id, audience, feed, seq }: Message): boolean =>
    archive.messages.has(id) ||
    branches.isPassedOver(id) ||
    (audience === group.id && seq <= (feeds.base(feed)?.seq ?? -1))

  /**
   * Whether a message comes from before this device's beginning. Where the beginning holds another
   * content of the same place, or other messages stand on this one, it counts as here, and is not
   * kept.
   */
  const isOldNews = ({ id, audience, feed, seq }: Message): boolean => {
    const base = audience === group.id ? feeds.base(feed) : null
    if (!base || seq > base.seq || base.id === id || branches.isPassedOver(id)) return false
    if (base.seq !== seq && waiting.lacking(`message:${id}`).length === 0) return false
    return !archive.messages.has(id)
  }

  /**
   * The waiting message that this item replaces: the waiting one has no body, or its body, which no
   * device here could verify, differs from one that is proven now.
   */
  const givingWay = ({ message: { id }, body, isBodyProven }: Item): WaitingMessage | null => {
    if (body === null || !(waiting.isHollow(id) || isBodyProven)) return null
    const waiter = waiting.get(id)
    return waiter?.body && equal(waiter.body, body) ? null : waiter
  }

  const isNew = (message: Message): boolean => feeds.isNext(message) || !isKnown(message)
  const hasNothingNew = (item: Item): boolean =>
    waiting.has(item.message.id)
      ? givingWay(item) === null
      : !isNew(item.message) && !isOldNews(item.message) && !earlier.wants(item.message, item.body)

  return { isKnown, isOldNews, givingWay, isNew, hasNothingNew }
}
