// The place of a message in its feed: whether it is free, and whether everything is here that the
// message builds on.
import type { DeviceId, MessageId } from '#shared/ids'
import { type Message, none } from '#core/messages'
import type { Branches, Feeds } from '../feeds/index.ts'
import { checks } from '../checks.ts'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import { dropped, passed, type Verdict, waitsFor } from './verdict.ts'
import type { Waiting } from '../waiting/index.ts'

export type PlacingPorts = {
  archive: Pick<SyncArchive, 'messages'>
  group: SyncGroup
  feeds: Pick<Feeds, 'isNext' | 'base' | 'covers'>
  branches: Branches
  waiting: Pick<Waiting, 'count' | 'at' | 'get'>
  isStopped(device: DeviceId): boolean
  /** This device began with a content that contains the message (`earlier-fork.ts`). */
  leadsHere(id: MessageId): boolean
}

export const openPlacing = (ports: PlacingPorts) => {
  const { archive, group, feeds, branches, waiting } = ports

  /**
   * Whether the message of another device follows the last one here, while none waits: the
   * usual case, in which nothing is read.
   */
  const isNext = (message: Message): boolean =>
    message.device !== group.self.device && waiting.count() === 0 && feeds.isNext(message)

  /** The message at a place of the feed, judged or not. */
  const at = ({ feed }: Message, seq: number): string | null =>
    archive.messages.idAt(group.id, feed, seq) ?? waiting.at(feed, seq)

  /** A message of a stopped device for all has its place in a branch. */
  const placedApart = ({ id, audience, feed, seq }: Message): Verdict | null => {
    const taken = audience === group.id ? null : archive.messages.idAt(group.id, feed, seq)
    return taken === null || taken === id ? null : dropped
  }

  const placed = (message: Message): Verdict | null => {
    const { feed, seq, previous } = message
    if (ports.isStopped(message.device)) return placedApart(message)
    // Heads name no message for a single device, and one can have filled the place.
    if (isNext(message) && archive.messages.idAt(group.id, feed, seq) === null) return null
    if (!checks.placeIsFree(at(message, seq), message)) return { is: 'conflict', seq }
    const before = seq > 0 ? at(message, seq - 1) : null
    if (before !== null && before !== previous) return { is: 'conflict', seq: seq - 1 }
    const next = at(message, seq + 1)
    const follower = next && waiting.get(next as Message['id'])
    return follower && follower.message.previous !== message.id
      ? { is: 'conflict', seq: seq + 1 }
      : null
  }

  const isThere = (message: Message): boolean => {
    const { seq, previous, feed } = message
    if (seq === 0 || isNext(message)) return true
    if (branches.isPassedOver(previous)) return true
    const line = branches.lineBefore(message)
    return (
      (archive.messages.idAt(group.id, line, seq - 1) === previous &&
        branches.signedIn(line) === feed) ||
      feeds.base(line)?.id === previous
    )
  }

  const preceded = (message: Message): Verdict | null => {
    if (ports.leadsHere(message.id)) return null
    if (!checks.previousIsThere(isThere(message))) return waitsFor(`message:${message.previous}`)
    const records = message.after.records.every(id => group.hasRecord(id))
    if (!checks.afterIsThere(records)) return waitsFor('records')
    const point = message.after.feeds.find(
      named => !feeds.covers(named) && !branches.isPassedOver(named.id),
    )
    if (!checks.afterIsThere(point === undefined)) return waitsFor(`message:${point?.id ?? none}`)
    return null
  }

  /** Branches without end must not fill the disk. */
  const beyond = (message: Message): Verdict | null =>
    message.audience === group.id &&
    (branches.isPassedOver(message.previous) ||
      (ports.isStopped(message.device) && branches.isBeyond(message)))
      ? passed
      : null

  return { placed, preceded, beyond }
}
