// Groups and exchange as documents ask for them: devices, rights, and the way out for messages.
import type { DocumentsPorts } from '#core/documents'
import { wasMember } from '#core/group'
import { utf8 } from '#core/keys'
import type { Sync } from '#core/sync'
import type { Spaces } from '#core/drafting'

type Asked =
  | 'feedOf'
  | 'deviceOf'
  | 'selfOf'
  | 'memberOf'
  | 'rightsIn'
  | 'publish'
  | 'giveUp'
  | 'gaveUp'
  | 'live'
  | 'sendPresence'

export const documentPorts = ({
  sync,
  spaces: { spaceOf, rightsIn },
  gaveUp,
}: {
  sync: Sync
  spaces: Spaces
  gaveUp: () => void
}): Pick<DocumentsPorts, Asked> => ({
  feedOf: sync.feedOf,
  deviceOf: group => spaceOf(group).self.device,
  selfOf: group => spaceOf(group).self.member,
  memberOf: (group, device) => wasMember(spaceOf(group).state(), device)?.id ?? null,
  rightsIn,
  publish: sync.publish,
  giveUp: sync.giveUp,
  gaveUp,
  live: sync.isLive,
  sendPresence: (group, document, presence) =>
    sync.sendPresence(group, {
      document,
      payload: presence === null ? null : utf8(JSON.stringify(presence)),
    }),
})
