// Acknowledgements. When a device learns that another one was removed, or that it forked its feed,
// it publishes at once, in a signed message, which messages of that device it had taken in. The
// statement makes those messages count for all who remain. Without it nobody can tell a message
// that was here in time from one that was written afterwards.
import { digest, encode, equal } from '#core/keys'
import type { DeviceId, FeedId } from '#shared/ids'
import type { Authors } from '../members/index.ts'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import type { Feeds } from '../feeds/index.ts'
import { type FeedPoint, headsToWire, ownsFeed } from '#core/messages'
import type { Outbox } from './outbox.ts'

/** Feeds of past devices that a `heads` message names for certain. */
const mostSaid = 256

/**
 * Publishes an acknowledgement when feeds of past devices reach further than the last one said: as
 * a `heads` message, or, where the member does not share heads, as a `seen` message that carries
 * everything in its `after`.
 */
export const openAcknowledgement = (ports: {
  archive: SyncArchive
  group: SyncGroup
  authors: Authors
  feeds: Feeds
  outbox: Outbox
  isStopped(device: DeviceId): boolean
  sayHeads(): void
}): (() => void) => {
  const { archive, group, authors, feeds, outbox, isStopped, sayHeads } = ports

  /** Owners of feeds that are known by name only, from before this device began. */
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
    const said = archive.acknowledgements.get({ group: group.id })?.digest
    if (said ? equal(said, word) : past.length === 0) return
    archive.transaction(() => {
      if (archive.settings.get().sharePresence) sayHeads()
      // A `heads` message names only what fits into one message; a device with many feeds exceeds
      // that.
      if (!archive.settings.get().sharePresence || past.length > mostSaid) outbox.writeSeen()
      archive.acknowledgements.put({ group: group.id, digest: word })
    })
  }
}
