// Devices that are linked over the local network, one link each: of two connections between two
// devices both ends keep the one that the lower device dialled.
import type { DeviceId, GroupId } from '#shared/ids'
import type { LanGroup } from '../ports.ts'
import type { Link } from '../link/index.ts'
import type { Secured } from './handshake.ts'

export type Linked = {
  has(group: GroupId, device: DeviceId | null): boolean
  /** Opens the link, unless the two devices have a better one or the group has enough. */
  take(group: LanGroup, secured: Secured, way: { open(): Link; refuse(): void }): void
  close(): void
}

type Entry = { link: Link; isInitiator: boolean }

/** Links of one group at a time. */
const mostLinks = 100

export const openLinked = (ports: {
  added(group: GroupId, link: Link): void
  lost(group: GroupId, remote: DeviceId): void
}): Linked => {
  const links = new Map<GroupId, Map<DeviceId, Entry>>()
  const isBetter = (group: LanGroup, known: Entry, { remote, isInitiator }: Secured): boolean => {
    const lowerDialled = (mine: boolean): boolean => mine === group.self.device < remote
    return lowerDialled(isInitiator) || !lowerDialled(known.isInitiator)
  }
  return {
    has: (group, device) => device !== null && links.get(group)?.has(device) === true,
    take(group, secured, way) {
      const { remote, isInitiator } = secured
      const ofGroup = links.get(group.id) ?? new Map<DeviceId, Entry>()
      links.set(group.id, ofGroup)
      const known = ofGroup.get(remote)
      const isFull = !known && ofGroup.size >= mostLinks
      if (isFull || (known && !isBetter(group, known, secured))) return way.refuse()
      const link = way.open()
      ofGroup.set(remote, { link, isInitiator })
      known?.link.close()
      link.onClose(() => {
        if (ofGroup.get(remote)?.link === link) ofGroup.delete(remote)
        ports.lost(group.id, remote)
      })
      ports.added(group.id, link)
    },
    close() {
      for (const ofGroup of links.values())
        for (const { link } of [...ofGroup.values()]) link.close()
    },
  }
}
