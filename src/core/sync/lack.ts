// What of others' feeds is not here: the stretches to ask for, and what messages that wait stand on.
import { removedBy } from '#core/group'
import type { DeviceId, FeedId, MessageId } from '#shared/ids'
import type { Admissions } from './admissions.ts'
import type { Branches } from './branches.ts'
import type { SyncArchive, SyncGroup } from './doors.ts'
import type { Feeds } from './feeds.ts'
import type { Range } from './giving.ts'
import type { Gone } from './gone.ts'
import { ownsFeed, type FeedPoint } from './message.ts'
import type { Waiting } from './waiting.ts'

export type Lack = {
  /** Whether what this device begins with is still to come, and is for `other` to give. */
  awaits(other: DeviceId): boolean
  /** Whoever was to give what this device begins with was removed or shut out before. */
  isLeftWithNothing(): boolean
  /** What of `theirs` is missing here. Nothing while this device does not know where it begins. */
  lacking(theirs: readonly FeedPoint[]): Range[]
  /** What messages that wait here stand on and is neither here nor waiting; some of it. */
  stoodOn(): FeedPoint[]
  /**
   * Active devices whose messages wait here for what a device wrote that is out: nobody may ever bring that,
   * and who reads here is to know of it.
   */
  heldUp(): Set<DeviceId>
}

export const openLack = (rooms: {
  archive: SyncArchive
  group: SyncGroup
  feeds: Feeds
  branches: Pick<Branches, 'of' | 'signedIn'>
  waiting: Waiting
  gone: Gone
  admissions: () => Admissions
}): Lack => {
  const { archive, group, feeds, branches, waiting, gone, admissions } = rooms
  const { device } = group.self
  const isWanted = (id: MessageId): boolean => {
    const about = waiting.isHollow(id) ? waiting.get(id)?.message.document : null
    return about != null && !gone.mayBeHollow(about)
  }
  /** How far a feed is here, counting what waits. */
  const heldUpTo = (of: FeedId, head: FeedPoint | undefined): number => {
    const feed = branches.signedIn(of)
    let seq = head?.seq ?? -1
    let last = head?.id
    for (;;) {
      const next = waiting.at(feed, seq + 1, last)
      // What came without its body may still come with it, from somebody else.
      if (next === null || isWanted(next)) return seq
      seq++
      last = next
    }
  }
  const isOther = ({ feed: of, seq, id }: FeedPoint): boolean => {
    const base = feeds.base(of)
    const held = archive.messages.idAt(group.id, of, seq)
    if (feeds.covers({ feed: of, seq, id })) return false
    return held ? held !== id : base?.seq === seq && base.id !== id
  }
  /** This device began with its last message, and knows it as one of a feed that was never forked. */
  const isUnknownBranch = ({ feed, id }: FeedPoint): boolean => {
    const began = feeds.beganIn(id)
    return (
      began !== null &&
      began !== feed &&
      branches.of(began).length === 0 &&
      branches.signedIn(began) === began
    )
  }
  const beginsLater = (): boolean =>
    admissions().of(device).length > 0 &&
    !feeds.hasBase() &&
    feeds.open().every(point => ownsFeed(group.id, device, point.feed))

  return {
    awaits: other => beginsLater() && admissions().of(device).includes(other),
    isLeftWithNothing: () =>
      group.isOutside?.(device) !== true &&
      beginsLater() &&
      admissions()
        .of(device)
        .every(each => removedBy(group.state(), each).length > 0),
    lacking(theirs) {
      if (beginsLater()) return []
      const unlike = theirs.filter(point => !feeds.isOpen(point))
      const heads = feeds.headsOf(unlike.map(({ feed }) => feed))
      return unlike.flatMap(point => {
        const { feed, seq: to } = point
        const from = heldUpTo(feed, heads.get(feed)) + 1
        // Under another name, where this device knows more contents of one place than the other.
        if (from <= to)
          return feeds.covers(point) && !isUnknownBranch(point) ? [] : [{ feed, from, to }]
        return isOther(point) ? [{ feed, from: to, to }] : []
      })
    },
    stoodOn: () => (beginsLater() ? [] : waiting.stoodOn()),
    heldUp() {
      // It is this device that lacks what all others have.
      if (beginsLater()) return new Set()
      const { devices, pastDevices } = group.state()
      const found = waiting.heldUp().filter(each => devices.has(each.device))
      if (found.length === 0) return new Set()
      const past = [...pastDevices.keys()]
      const isOfPast = (of: FeedId): boolean => past.some(each => ownsFeed(group.id, each, of))
      return new Set(
        found.filter(({ lacked }) => isOfPast(lacked.feed)).map(({ device: of }) => of),
      )
    },
  }
}
