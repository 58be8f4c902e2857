// The mailbox that each group uses, as a person named it. Circles use that of their group.
import type { GroupId } from '#shared/ids'
import type { Circles, SyncCircle } from '../members/index.ts'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import type { GroupSync } from '../group-sync.ts'
import { membershipIn, type Membership } from './membership.ts'

export type MailboxChoice = {
  circleOf(id: GroupId): SyncCircle | undefined
  /** The address of the mailbox; null for none. */
  urlOf(group: GroupId): string | null
  setUrl(group: GroupId, url: string | null): void
  /** The group whose records come to the mailbox of this circle too; null for a group. */
  membershipOf(id: GroupId): Membership | null
}

export const openMailboxChoice = (ports: {
  archive: Pick<SyncArchive, 'mailboxes'>
  /** Groups and circles. */
  groups(): readonly SyncGroup[]
  circles: Circles
  replicaOf(group: GroupId): GroupSync
}): MailboxChoice => {
  const { archive, groups, circles, replicaOf } = ports
  const circleOf = (id: GroupId): SyncCircle | undefined =>
    groups()
      .flatMap(group => circles.of(group.id))
      .find(circle => circle.id === id)
  const urlOf = (group: GroupId): string | null =>
    archive.mailboxes.pluck({ group: circleOf(group)?.parent ?? group }, 'url')
  const membershipOf = (id: GroupId): Membership | null => {
    const circle = circleOf(id)
    return circle ? membershipIn(replicaOf(circle.parent), circle) : null
  }
  return {
    circleOf,
    urlOf,
    membershipOf,
    setUrl(group, url) {
      if (url === null) archive.mailboxes.remove({ group })
      else archive.mailboxes.put({ group, url })
    },
  }
}
