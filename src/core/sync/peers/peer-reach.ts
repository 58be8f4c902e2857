// How far each member has read, by the member's best device.
import type { Reach } from '#shared/contract'
import type { DeviceId, DocumentId, MemberId } from '#shared/ids'
import type { Topic } from './content-beyond.ts'
import type { SyncGroup } from '../ports.ts'

/** The subjects that a device lacked, by its heads of this time. */
export type MissingContent = { topics: Topic[]; at: number }

export type PeerReach = {
  /** By member, for the device of the member that has most. */
  reach(): Map<MemberId, Reach>
  /** Members with a device that is known to have everything of this document that is here. */
  have(document: DocumentId): number
}

export const openPeerReach = (
  group: Pick<SyncGroup, 'self' | 'state'>,
  lacks: () => ReadonlyMap<DeviceId, MissingContent>,
  /** Changes that are in no message yet, and that no other device can have. */
  unsealed: () => number,
): PeerReach => {
  const reachOf = (device: DeviceId): Reach => {
    if (device === group.self.device) return { state: 'self' }
    const lack = lacks().get(device)
    if (!lack) return { state: 'never-heard' }
    const changes = lack.topics.length + unsealed()
    const { at } = lack
    return changes === 0 ? { state: 'has-everything', at } : { state: 'behind', changes, at }
  }
  const has = (device: DeviceId, document: DocumentId): boolean => {
    if (device === group.self.device) return true
    const lack = lacks().get(device)
    return lack !== undefined && !lack.topics.includes(document)
  }
  const rank = (reach: Reach): number =>
    reach.state === 'self'
      ? -2
      : reach.state === 'has-everything'
        ? -1
        : reach.state === 'behind'
          ? reach.changes
          : Number.POSITIVE_INFINITY

  return {
    have(document) {
      const members = new Set<MemberId>()
      for (const [device, { member }] of group.state().devices) {
        if (has(device, document)) members.add(member)
      }
      return members.size
    },
    reach() {
      const best = new Map<MemberId, Reach>()
      for (const [device, { member }] of group.state().devices) {
        const reach = reachOf(device)
        const known = best.get(member)
        if (!known || rank(reach) < rank(known)) best.set(member, reach)
      }
      return best
    },
  }
}
