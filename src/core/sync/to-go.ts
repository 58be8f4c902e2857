// How much of what was written here nobody else has: what will go out, and what nobody would ever have if
// this member were out now.
import type { FeedId, GroupId } from '#shared/ids'
import type { Circles } from './circle-lines.ts'
import type { SyncGroup } from './doors.ts'
import type { Replica } from './replica.ts'
import type { ToGo } from './words.ts'

/** Own feeds, up to where some link acknowledged them: any, and those to other members' devices. */
export type Acknowledged = { byAny: Map<FeedId, number>; byOthers: Map<FeedId, number> }

export type Counts = {
  /** Of those that this device is in: from who is out nobody takes anything. */
  toGo(): ToGo
  /** Of a group and its circles, or of one circle; see `Words.unsent`. */
  unsent(group: GroupId): number
}

export const newAcknowledged = (): Acknowledged => ({ byAny: new Map(), byOthers: new Map() })

/** The other end of a link says that it has `seq` of an own feed. */
export const noteAcknowledged = (
  { byAny, byOthers }: Acknowledged,
  { feed, seq, isOwnMember }: { feed: FeedId; seq: number; isOwnMember: boolean },
): void => {
  for (const known of isOwnMember ? [byAny] : [byAny, byOthers])
    if ((known.get(feed) ?? -1) < seq) known.set(feed, seq)
}

const isIn = ({ self, state }: SyncGroup): boolean => state().devices.has(self.device)

export const openCounts = (rooms: {
  groups(): readonly SyncGroup[]
  circles: Circles
  entryOf(id: GroupId): { replica: Pick<Replica, 'words'>; acknowledged: Acknowledged }
}): Counts => ({
  toGo() {
    const all = rooms
      .groups()
      .filter(isIn)
      .map(({ id }) => {
        const { replica, acknowledged } = rooms.entryOf(id)
        return replica.words.toGo(acknowledged.byAny)
      })
    return {
      changesToGo: all.reduce((sum, { changesToGo }) => sum + changesToGo, 0),
      bytesToGo: all.reduce((sum, { bytesToGo }) => sum + bytesToGo, 0),
    }
  },
  unsent: id =>
    [id, ...rooms.circles.of(id).map(circle => circle.id)]
      .map(each => rooms.entryOf(each))
      .reduce(
        (sum, { replica, acknowledged }) => sum + replica.words.unsent(acknowledged.byOthers),
        0,
      ),
})
