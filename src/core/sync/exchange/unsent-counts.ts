// Unsent counts: content written here that no other device has. One count is for what will go out,
// the other for what would be lost if this member were removed now.
import type { FeedId, GroupId } from '#shared/ids'
import type { Circles } from '../members/index.ts'
import type { SyncGroup } from '../ports.ts'
import type { GroupSync } from '../group-sync.ts'
import type { UnsentCount } from '../peers/index.ts'

/**
 * Own feeds, up to the place that links acknowledged: any link, and links to devices of other
 * members.
 */
export type Acknowledged = { byAny: Map<FeedId, number>; byOthers: Map<FeedId, number> }

export type UnsentCounts = {
  /** Counts the groups that this device is in: no peer takes messages from a device that is out. */
  toGo(): UnsentCount
  /** For a group and its circles, or for one circle; see `PeerHeads.unsent`. */
  unsent(group: GroupId): number
}

export const newAcknowledged = (): Acknowledged => ({ byAny: new Map(), byOthers: new Map() })

/** The other end of a link stated that it has `seq` of an own feed. */
export const noteAcknowledged = (
  { byAny, byOthers }: Acknowledged,
  { feed, seq, isOwnMember }: { feed: FeedId; seq: number; isOwnMember: boolean },
): void => {
  for (const known of isOwnMember ? [byAny] : [byAny, byOthers])
    if ((known.get(feed) ?? -1) < seq) known.set(feed, seq)
}

const isIn = ({ self, state }: SyncGroup): boolean => state().devices.has(self.device)

export const openUnsentCounts = (ports: {
  groups(): readonly SyncGroup[]
  circles: Circles
  entryOf(id: GroupId): { replica: Pick<GroupSync, 'words'>; acknowledged: Acknowledged }
}): UnsentCounts => ({
  toGo() {
    const all = ports
      .groups()
      .filter(isIn)
      .map(({ id }) => {
        const { replica, acknowledged } = ports.entryOf(id)
        return replica.words.toGo(acknowledged.byAny)
      })
    return {
      changesToGo: all.reduce((sum, { changesToGo }) => sum + changesToGo, 0),
      bytesToGo: all.reduce((sum, { bytesToGo }) => sum + bytesToGo, 0),
    }
  },
  unsent: id =>
    [id, ...ports.circles.of(id).map(circle => circle.id)]
      .map(each => ports.entryOf(each))
      .reduce(
        (sum, { replica, acknowledged }) => sum + replica.words.unsent(acknowledged.byOthers),
        0,
      ),
})
