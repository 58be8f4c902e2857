// Removing a member: what it stops, what stays with them, who is told and when, and what happened.
import { useState } from 'react'
import { Ban, Crown, HardDrive, History, Users } from 'lucide-react'
import type { CoreContract, Group, Member, RemovalReason } from '#shared/contract'
import type { Output } from '#shared/rpc'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import {
  Button,
  CloseButton,
  Consequences,
  Dialog,
  MemberMark,
  Notice,
  RadioChoice,
  FailureNotice,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { isOnlyChair } from './chairs.ts'
import { nameOf } from './device-line.tsx'
import type { MemberAct } from './member-menu.tsx'
import { sayOutcome } from './outcome.ts'

export type RemoveMemberProps = {
  group: Group
  member: Member
  onStart: (act: MemberAct) => void
  onClose: () => void
}

export function RemoveMember({ group, member, onStart, onClose }: RemoveMemberProps) {
  const words = useWords()
  const core = useCore()
  const { handle } = member
  const [now] = useState(() => Date.now())
  const [reason, setReason] = useState<RemovalReason | null>(null)
  const ask = { group: group.id, member: member.id }
  const preview = useAnswer('members.removalPreview', ask)
  const remove = useAct(async () => {
    if (reason === null) return
    const outcome = await core.call('members.remove', { ...ask, reason })
    sayOutcome(outcome, words('members.remove.done', { handle }), words)
    onClose()
  })
  const chair = group.memberList.find(({ self }) => self)?.role === 'chair'
  const alone = chair && member.role !== 'chair'
  const index = member.devices.findIndex(({ state }) => state === 'active')
  const device = member.devices[index]
  const failure = preview.failure ?? remove.failure
  const known = preview.value
  const act = !alone
    ? words('members.remove.propose', { handle })
    : reason === 'lost'
      ? words('members.remove.actLost', { handle })
      : words('members.remove.actLeft', { handle })

  return (
    <Dialog
      size="wide"
      isOpen
      onClose={onClose}
      busy={remove.busy}
      mark={<MemberMark handle={handle} color={member.color} size="large" />}
      title={words('members.remove.title', { handle, group: group.name })}
      lead={
        known
          ? words('members.remove.lead', {
              role: words(`members.role.${member.role}`),
              devices: known.devices,
              heard: known.lastReach === null ? 'no' : 'yes',
              when: known.lastReach === null ? '' : words.when(known.lastReach, now),
            })
          : undefined
      }
      foot={
        <>
          {device && group.acts.includes('shut-out') ? (
            <Button
              variant="quiet"
              size="small"
              onPress={() =>
                onStart({ kind: 'shut-out', member, device, name: nameOf(device, index, words) })
              }
            >
              {words('members.remove.onlyDevice')}
            </Button>
          ) : null}
          <span className="grow" />
          {/* Long names put both on a line of their own, together. */}
          <span className="row">
            <CloseButton autoFocus>{words('members.remove.safe', { handle })}</CloseButton>
            <Button
              variant="danger"
              busy={remove.busy}
              unavailable={reason === null ? words('members.remove.missing') : undefined}
              onPress={() => void remove.run()}
            >
              {act}
            </Button>
          </span>
        </>
      }
    >
      {/* First, as all that follows comes only when others agree. */}
      {alone ? null : (
        <Notice tone="warning">{words('members.remove.together', { handle })}</Notice>
      )}
      <Effects group={group} member={member} alone={alone} known={known} />
      <Reasons handle={handle} reason={reason} onChange={setReason} />
      <FailureNotice of={failure} />
    </Dialog>
  )
}

type EffectsProps = {
  group: Group
  member: Member
  /** The removal needs no other member. */
  alone: boolean
  known: Output<CoreContract, 'members.removalPreview'> | undefined
}

function Effects({ group, member, alone, known }: EffectsProps) {
  const words = useWords()
  const { handle } = member
  const unreached = (known?.unreached ?? []).flatMap(
    id => group.memberList.find(each => each.id === id)?.handle ?? [],
  )
  const own = group.memberList.find(({ self }) => self)?.devices ?? []
  const ownOthers = Math.max(0, own.filter(({ state }) => state === 'active').length - 1)
  const others = group.memberList.filter(({ id, self }) => !self && id !== member.id).length
  return (
    <Consequences
      danger
      items={[
        {
          id: 'new',
          icon: Ban,
          title: words('members.remove.new.title', { handle }),
          text: words(alone ? 'members.remove.new' : 'members.remove.newOnce', { handle }),
        },
        ...(isOnlyChair(group, member)
          ? [
              {
                id: 'chair',
                icon: Crown,
                title: words('members.remove.lastChair.title'),
                text: words('members.remove.lastChair'),
              },
            ]
          : []),
        {
          id: 'keeps',
          icon: HardDrive,
          title: words('members.remove.keeps.title', { handle }),
          text: words('members.remove.keeps', { documents: known?.documents ?? 0 }),
        },
        {
          id: 'told',
          icon: Users,
          title: words('members.remove.told.title', { others }),
          text:
            others === 0
              ? words('members.remove.toldNone', { own: ownOthers })
              : words('members.remove.told', {
                  handle,
                  waiting: unreached.length,
                  people: words.list(unreached),
                }),
        },
        {
          id: 'record',
          icon: History,
          title: words('members.remove.record.title', { handle }),
          text: words('members.remove.record'),
        },
      ]}
    />
  )
}

type ReasonsProps = {
  handle: string
  reason: RemovalReason | null
  onChange: (reason: RemovalReason) => void
}

function Reasons({ handle, reason, onChange }: ReasonsProps) {
  const words = useWords()
  return (
    <div className="remove-reason">
      <RadioChoice
        label={words('members.remove.reason')}
        columns={2}
        value={reason ?? ''}
        onChange={onChange}
        ways={[
          {
            id: 'lost',
            title: words('members.remove.lost'),
            hint: words('members.remove.lost.hint', { handle }),
          },
          {
            id: 'left',
            title: words('members.remove.left', { handle }),
            hint: words('members.remove.left.hint', { handle }),
          },
        ]}
      />
    </div>
  )
}
