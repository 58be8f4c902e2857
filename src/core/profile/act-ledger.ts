// The ledger of acts in an open profile: groups and circles as acts ask about them.
import type { Archive } from '#core/archive'
import type { Membership } from '#core/deliberation/acts'
import { ActLedger, type Audience, type LedgerPorts } from '#core/deliberation/ledger'
import { membershipOfCircle, membershipOfGroup } from '#core/deliberation/membership'
import type { Documents } from '#core/documents'
import type { Group } from '#core/group'
import type { Bytes } from '#core/keys'
import { realLater, type Later } from '#core/sync'
import type { GroupId } from '#shared/ids'
import type { Spaces } from '#core/drafting'

const audienceOf = (
  { self, foundation }: Pick<Group, 'self' | 'foundation'>,
  membership: Membership,
): Audience => ({ membership, keys: self.keys, heads: foundation })

/** `documents` is called only after the documents are open. */
export const openActLedger = (ports: {
  archive: Archive
  spaces: Spaces
  documents(): Documents
  now(): number
  random(length: number): Bytes
  later?: Later
  changed: LedgerPorts['changed']
  defect(error: unknown): void
}): ActLedger => {
  const { archive, spaces } = ports
  const { groups, circles } = spaces
  return new ActLedger({
    archive,
    audience(id: GroupId) {
      const group = groups.all().find(each => each.id === id)
      if (group) return audienceOf(group, membershipOfGroup(group))
      const circle = circles.find(id)
      return circle && audienceOf(circle, membershipOfCircle(circle))
    },
    spaces(id) {
      const home = spaces.homeOf(id)
      return [home, ...circles.of(home).map(circle => circle.id)]
    },
    documents: ports.documents,
    now: ports.now,
    random: ports.random,
    later: ports.later ?? realLater,
    changed: ports.changed,
    defect: ports.defect,
  })
}
