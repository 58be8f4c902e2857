// A device that learns of a removal, or that a device signed two contents for one place, says at once, in a
// signed message, what it had already taken in from that one. By that word it counts for all who remain; without it nobody could tell
// what was here in time from what was written afterwards.
import { digest, encode, equal } from '#core/keys'
import type { DeviceId, FeedId } from '#shared/ids'
import type { Authors } from './authors.ts'
import type { SyncArchive, SyncGroup } from './doors.ts'
import type { Feeds } from './feeds.ts'
import { headsToWire, ownsFeed, type FeedPoint } from './message.ts'
import type { Outbox } from './outbox.ts'

const note = 'sync/acknowledged'
/** Feeds of past devices that a `heads` message names for certain. */
const mostSaid = 256

/**
 * Writes the word when feeds of past devices are further than was said: as a `heads` message, or,
 * where the member does not say what she has, as a `seen` message, whose `after` is all of it.
 */
export const openAcknowledgement = (rooms: {
  archive: SyncArchive
  group: SyncGroup
  authors: Authors
  feeds: Feeds
  outbox: Outbox
  isStopped(device: DeviceId): boolean
  sayHeads(): void
}): (() => void) => {
  const { archive, group, authors, feeds, outbox, isStopped, sayHeads } = rooms

  /** Of feeds that are known by name only, from before this device began. */
  const owners = new Map<FeedId, DeviceId>()
  const ownerOf = (feed: FeedId): DeviceId | null => {
    const known = feeds.writerOf(feed) ?? owners.get(feed)
    if (known) return known
    const owner = [...group.state().devices.keys()].find(each => ownsFeed(group.id, each, feed))
    if (owner) owners.set(feed, owner)
    return owner ?? null
  }
  const isOfPast = ({ feed }: FeedPoint): boolean => {
    const owner = ownerOf(feed)
    if (owner === null || !authors.isActive(owner)) return true
    return owner !== group.self.device && isStopped(owner)
  }

  return () => {
    if (!authors.isActive(group.self.device)) return
    const past = feeds.open().filter(isOfPast)
    const word = digest('acknowledged', encode(headsToWire({ records: [], feeds: past })))
    const said = archive.notes.get(group.id, note)
    if (said ? equal(said, word) : past.length === 0) return
    archive.transaction(() => {
      if (archive.settings.get().sharePresence) sayHeads()
      // A `heads` names no more than one message can: of a device with many feeds not all.
      if (!archive.settings.get().sharePresence || past.length > mostSaid) outbox.writeSeen()
      archive.notes.put(group.id, note, word)
    })
  }
}
