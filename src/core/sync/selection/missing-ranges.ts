// Missing ranges of other devices' feeds, and messages that waiting ones stand on.
import { removedBy } from '#core/group'
import type { DeviceId, FeedId, MessageId } from '#shared/ids'
import type { Admissions } from '../members/index.ts'
import type { Branches, Feeds } from '../feeds/index.ts'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import type { Tombstones } from '../retire/index.ts'
import { type FeedPoint, ownsFeed, type Range } from '#core/messages'
import type { Waiting } from '../waiting/index.ts'

export type MissingRanges = {
  /** Whether the bootstrap snapshot of this device is still to come, from `other`. */
  awaits(other: DeviceId): boolean
  /**
   * Whether all admitters of this device were removed or shut out before they gave the bootstrap
   * snapshot.
   */
  isLeftWithNothing(): boolean
  /**
   * The ranges up to `theirs` that are missing here. None while this device does not know where it
   * begins.
   */
  lacking(theirs: readonly FeedPoint[]): Range[]
  /** Some of the messages that waiting ones stand on and that neither are here nor wait. */
  stoodOn(): FeedPoint[]
  /**
   * Active devices whose messages wait here for a message of a device that is out. Such a message may
   * never come, and the members must know.
   */
  heldUp(): Set<DeviceId>
}

export const openMissingRanges = (ports: {
  archive: SyncArchive
  group: SyncGroup
  feeds: Feeds
  branches: Pick<Branches, 'of' | 'signedIn'>
  waiting: Waiting
  tombstones: Tombstones
  admissions: () => Admissions
}): MissingRanges => {
  const { archive, group, feeds, branches, waiting, tombstones, admissions } = ports
  const { device } = group.self
  const isWanted = (id: MessageId): boolean => {
    const hollow = waiting.isHollow(id) ? waiting.get(id) : null
    const about = hollow?.message.document ?? null
    return hollow !== null && (about === null || !tombstones.mayBeHollow(about))
  }
  /** How far a feed is here, waiting messages included. */
  const heldUpTo = (of: FeedId, head: FeedPoint | undefined): number => {
    const feed = branches.signedIn(of)
    let seq = head?.seq ?? -1
    let last = head?.id
    for (;;) {
      const next = waiting.at(feed, seq + 1, last)
      // A message without its body may still come with it, from another device.
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
  /** Whether this device began with the feed's last message, and knows the feed without forks. */
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
      !group.isOutside(device) &&
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
        // The range is missing; or it is here under another name, where this device knows more
        // contents of one place than the other.
        if (from <= to)
          return feeds.covers(point) && !isUnknownBranch(point) ? [] : [{ feed, from, to }]
        return isOther(point) ? [{ feed, from: to, to }] : []
      })
    },
    stoodOn: () => (beginsLater() ? [] : waiting.stoodOn()),
    heldUp() {
      // This device itself lacks what all others have.
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
