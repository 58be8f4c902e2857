// Authors and removers as members: only client ids and devices lead to them.
import type { Authorship } from '#document/history/compare'
import type { DeviceId, MemberId } from '#shared/ids'
import type { DocumentReplica } from '../replica/index.ts'
import type { Removers } from './removers.ts'

type Ports = {
  self: MemberId | null
  isShared: boolean
  memberOf(device: DeviceId): MemberId | null
}

export const authorshipOf = (
  { authors }: Pick<DocumentReplica, 'authors'>,
  removed: Removers,
  { self, isShared, memberOf }: Ports,
): Authorship => {
  const members = new Map<DeviceId, MemberId | null>()
  const memberFor = (device: DeviceId): MemberId | null => {
    const known = members.get(device)
    if (known !== undefined) return known
    const member = memberOf(device)
    members.set(device, member)
    return member
  }
  return {
    writer(client) {
      const device = authors.get(client)?.device
      return device ? memberFor(device) : null
    },
    removers(client, clock) {
      // No other member can have done it.
      if (!isShared) return self ? [self] : []
      const found = removed.of(client, clock).map(memberFor)
      return [...new Set(found)].filter(member => member !== null)
    },
  }
}
