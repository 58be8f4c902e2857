// Members and devices: who is in the group, which devices were checked, who has the latest, and every
// way in or out of it (invitations, the security words, files, the local network).
import { useState } from 'react'
import { Users } from 'lucide-react'
import type { Group } from '#shared/contract'
import { useAnswer } from '../../shell/core-client.ts'
import { useNavigation } from '../../shell/router.ts'
import { Notice } from '../../ui/index.ts'
import { sentenceOf, useWords } from '../../words/index.ts'
import { AdmittedCard, type Admitted } from './admitted-card.tsx'
import { lacksChair } from './chairs.ts'
import { CheckCard } from './check-card.tsx'
import { ExchangeDialog } from './exchange-dialog.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { Joining } from './joining.tsx'
import { MembersHead } from './members-head.tsx'
import { GroupCards } from './group-cards.tsx'
import { MemberActs } from './member-acts.tsx'
import type { MemberAct } from './member-menu.tsx'
import { MemberTable } from './member-table.tsx'
import { PastMembers } from './past-members.tsx'
import { Pending } from './pending.tsx'
import { Roles } from './roles.tsx'
import { Warnings } from './warnings.tsx'
import './members.css'
import './side-cards.css'

export function MembersScreen() {
  const { group } = useNavigation()
  const answer = useAnswer('groups.get', group && { group }, ['groups.changed', 'network.changed'])
  const words = useWords()
  // One that was given up just now: the list without it is on its way.
  if (answer.failure && answer.failure !== 'not-found') {
    return (
      <div className="members">
        <Notice tone="error">{words(sentenceOf(answer.failure))}</Notice>
      </div>
    )
  }
  if (!answer.value) return <div className="members" aria-busy />
  return answer.value.state === 'joining' ? (
    <Joining group={answer.value} />
  ) : (
    <Members group={answer.value} />
  )
}

type Asking = 'invite' | 'exchange' | null

function Members({ group }: { group: Group }) {
  const [asking, setAsking] = useState<Asking>(null)
  const [comparing, setComparing] = useState<string | null>(null)
  const [admitted, setAdmitted] = useState<Admitted | null>(null)
  const [giveTo, setGiveTo] = useState<Admitted | null>(null)
  const [act, setAct] = useState<MemberAct | null>(null)
  const request = group.requests.find(each => each.reply === comparing) ?? null

  return (
    <div className="members scroll">
      <MembersHead
        group={group}
        onExchange={() => setAsking('exchange')}
        onInvite={() => setAsking('invite')}
      />
      <div className="members-columns">
        <MembersMain group={group} comparing={comparing} onCompare={setComparing} onAct={setAct} />
        <div className="members-side">
          {request ? (
            <CheckCard
              key={request.reply}
              group={group}
              request={request}
              onClose={() => setComparing(null)}
              onAdmitted={setAdmitted}
            />
          ) : null}
          {admitted ? (
            <AdmittedCard
              {...admitted}
              onGive={() => {
                setGiveTo(admitted)
                setAsking('exchange')
              }}
              onClose={() => setAdmitted(null)}
            />
          ) : null}
          <GroupCards group={group} onRead={setComparing} />
        </div>
      </div>
      <MemberActs
        group={group}
        act={act}
        onStart={setAct}
        onGive={() => {
          setAct(null)
          setAsking('exchange')
        }}
        onClose={() => setAct(null)}
      />
      {asking === 'invite' ? <InviteDialog group={group} onClose={() => setAsking(null)} /> : null}
      {asking === 'exchange' ? (
        <ExchangeDialog
          group={group}
          chosen={giveTo ? [giveTo.member] : []}
          onClose={() => {
            setAsking(null)
            setGiveTo(null)
          }}
        />
      ) : null}
    </div>
  )
}

type MembersMainProps = {
  group: Group
  /** The reply whose device is compared. */
  comparing: string | null
  onCompare: (reply: string) => void
  onAct: (act: MemberAct) => void
}

function MembersMain({ group, comparing, onCompare, onAct }: MembersMainProps) {
  const words = useWords()
  const isOut = group.state === 'removed'
  const unsent = useAnswer('members.unsent', isOut ? { group: group.id } : null).value?.changes ?? 0
  const alone = group.memberList.length < 2 && group.requests.length === 0
  return (
    <div className="members-main">
      {isOut ? (
        <Notice tone="error" title={words('members.out.title')}>
          {words('members.out')}
          {unsent > 0 ? `${words.gap}${words('members.out.unsent', { changes: unsent })}` : null}
        </Notice>
      ) : null}
      {lacksChair(group) ? (
        <Notice tone="warning" title={words('members.noChair.title')}>
          {words('members.noChair')}
        </Notice>
      ) : null}
      <Warnings group={group} />
      <Pending group={group} />
      <MemberTable group={group} comparing={comparing} onCompare={onCompare} onAct={onAct} />
      {alone ? <Notice icon={Users}>{words('members.alone')}</Notice> : null}
      <PastMembers group={group} />
      <Roles members={group.memberList} />
    </div>
  )
}
