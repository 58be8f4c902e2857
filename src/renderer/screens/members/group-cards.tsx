// The cards beside the members: the ways into the group, its card, its circles and its ways of exchange.
import type { Group } from '#shared/contract'
import { CirclesCard } from './circles-card.tsx'
import { ExportRuleCard } from './export-rule-card.tsx'
import { GroupCardCard } from './group-card-card.tsx'
import { InvitationsCard } from './invitations-card.tsx'
import { MailboxCard } from './mailbox-card.tsx'
import { NetworkCard } from './network-card.tsx'

type GroupCardsProps = { group: Group; onRead: (reply: string | null) => void }

export function GroupCards({ group, onRead }: GroupCardsProps) {
  return (
    <>
      <InvitationsCard group={group} onRead={onRead} />
      <GroupCardCard />
      <ExportRuleCard group={group} />
      <CirclesCard group={group} />
      <NetworkCard group={group} />
      <MailboxCard group={group} />
    </>
  )
}
