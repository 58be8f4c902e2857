// Acts that wait for other members: proposals, and devices that one member blocked.
import { useState } from 'react'
import type { Group, Proposal, ProposedAction } from '#shared/contract'
import type { DeviceId, MemberId } from '#shared/ids'
import { useAct, useCore } from '../../shell/core-client.ts'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { Button, Notice, say } from '../../ui/index.ts'
import { sentenceOf, useWords, type Words } from '../../words/index.ts'
import { nameOf } from './device-line.tsx'
import { sayOutcome } from './outcome.ts'

const everyone = (group: Group) => [...group.memberList, ...group.pastMembers]

const handleOf = (group: Group, id: MemberId): string =>
  everyone(group).find(member => member.id === id)?.handle ?? '?'

/** The member and name of a device. */
function deviceIn(group: Group, id: DeviceId, words: Words): { handle: string; device: string } {
  for (const { handle, devices } of everyone(group))
    for (const [index, device] of devices.entries())
      if (device.id === id) return { handle, device: nameOf(device, index, words) }
  return { handle: '?', device: words('members.device.asking') }
}

/** "remove A.D." and such, as a sentence of what is proposed. */
function proposed(group: Group, action: ProposedAction, words: Words): string {
  switch (action.kind) {
    case 'remove-member':
      return words(`members.proposal.remove.${action.reason}`, {
        handle: handleOf(group, action.member),
      })
    case 'remove-device':
      return words('members.proposal.device', deviceIn(group, action.device, words))
    case 'lift': {
      const shutOut = group.shutOuts.find(each => each.shutOut === action.shutOut)
      return shutOut
        ? words('members.proposal.unblock', deviceIn(group, shutOut.device, words))
        : words('members.proposal.unblockUnknown')
    }
    case 'set-role':
      return words('members.proposal.role', {
        handle: handleOf(group, action.member),
        role: words(`members.role.${action.role}`),
      })
  }
}

/** From so many days on it is said that a proposal is old. */
const oldAfter = 30 * 24 * 60 * 60 * 1000

function OneProposal({ group, proposal }: { group: Group; proposal: Proposal }) {
  const words = useWords()
  const core = useCore()
  const [now] = useState(() => Date.now())
  const [asking, setAsking] = useState<'agree' | 'withdraw' | null>(null)
  const what = proposed(group, proposal.action, words)
  const by = handleOf(group, proposal.by)
  const named = { group: group.id, proposal: proposal.proposal }
  const lay = useAct(() => core.call('members.layAside', { ...named, aside: !proposal.aside }))
  const agreed = proposal.seconds.map(id => handleOf(group, id))
  const old = now - proposal.at > oldAfter
  return (
    <Notice
      tone={proposal.aside ? 'plain' : 'warning'}
      title={words('members.proposal.title', { by, what })}
      action={
        <span className="row">
          {proposal.mayAgree ? (
            <Button size="small" onPress={() => setAsking('agree')}>
              {words('members.proposal.answer')}
            </Button>
          ) : null}
          {proposal.own ? (
            <Button size="small" onPress={() => setAsking('withdraw')}>
              {words('members.withdraw.button')}
            </Button>
          ) : (
            <Button size="small" onPress={() => void lay.run()}>
              {words(proposal.aside ? 'members.proposal.backAgain' : 'members.proposal.layAside')}
            </Button>
          )}
        </span>
      }
    >
      {agreed.length > 0
        ? `${words('members.proposal.seconds', { count: agreed.length, people: words.list(agreed) })}${words.gap}`
        : ''}
      {words(proposal.mine ? 'members.proposal.waits' : 'members.proposal.needed', {
        needed: proposal.needed,
      })}
      {words.gap}
      {proposal.canPass ? null : `${words('members.proposal.tooFew')}${words.gap}`}
      {proposal.mine || proposal.mayAgree
        ? null
        : `${words(proposal.aboutSelf ? 'members.proposal.aboutYou' : 'members.proposal.noSay')}${words.gap}`}
      {words(old ? 'members.proposal.old' : 'members.proposal.when', {
        by,
        when: words.when(proposal.at, now),
      })}
      {lay.failure ? `${words.gap}${words(sentenceOf(lay.failure))}` : ''}
      {asking === 'agree' ? (
        <ConfirmDialog
          danger
          title={words('members.proposal.ask', { what })}
          act={words('members.proposal.act')}
          safe={words('members.proposal.safe')}
          onAct={async () => {
            const { state } = await core.call('members.second', named)
            say(words(state === 'done' ? 'members.proposal.done' : 'members.proposal.agreed'))
          }}
          onClose={() => setAsking(null)}
        >
          <p>{words('members.proposal.text', { by })}</p>
          <p>{words('members.proposal.since', { by, when: words.when(proposal.at, now) })}</p>
        </ConfirmDialog>
      ) : null}
      {asking === 'withdraw' ? (
        <ConfirmDialog
          title={words('members.withdraw.title', { what })}
          act={words('members.withdraw.act')}
          safe={words('members.withdraw.safe')}
          done={words('members.proposal.withdrawn')}
          onAct={() => core.call('members.withdraw', named)}
          onClose={() => setAsking(null)}
        >
          <p>{words('members.withdraw.text')}</p>
        </ConfirmDialog>
      ) : null}
    </Notice>
  )
}

function OneShutOut({ group, entry }: { group: Group; entry: Group['shutOuts'][number] }) {
  const words = useWords()
  const core = useCore()
  const [now] = useState(() => Date.now())
  const [asking, setAsking] = useState<'lift' | 'final' | null>(null)
  const named = deviceIn(group, entry.device, words)
  const by = handleOf(group, entry.by)
  return (
    <Notice
      tone="warning"
      title={words('members.blocked.title', { ...named, by, when: words.when(entry.at, now) })}
      action={
        group.acts.includes('remove') || entry.own ? (
          <span className="row">
            <Button size="small" onPress={() => setAsking('lift')}>
              {words('members.unblock.button')}
            </Button>
            {group.acts.includes('remove') ? (
              <Button size="small" onPress={() => setAsking('final')}>
                {words('members.unblock.final')}
              </Button>
            ) : null}
          </span>
        ) : undefined
      }
    >
      {words('members.blocked.text')}
      {asking === 'lift' ? (
        <ConfirmDialog
          title={words('members.unblock.title', named)}
          act={words('members.unblock.act', named)}
          safe={words('members.unblock.safe')}
          onAct={async () => {
            const { shutOut } = entry
            const outcome = await core.call('devices.lift', { group: group.id, shutOut })
            sayOutcome(outcome, words('members.unblock.done', named), words)
          }}
          onClose={() => setAsking(null)}
        >
          <p>{words('members.unblock.text', named)}</p>
          {entry.own ? <p>{words('members.unblock.own')}</p> : null}
        </ConfirmDialog>
      ) : null}
      {asking === 'final' ? (
        <ConfirmDialog
          danger
          title={words('members.removeDevice.title', named)}
          act={words('members.removeDevice.act', named)}
          safe={words('members.unblock.safe')}
          onAct={async () => {
            const outcome = await core.call('devices.remove', {
              group: group.id,
              device: entry.device,
            })
            sayOutcome(outcome, words('members.removeDevice.done', named), words)
          }}
          onClose={() => setAsking(null)}
        >
          <p>{words('members.removeDevice.final', named)}</p>
        </ConfirmDialog>
      ) : null}
    </Notice>
  )
}

export function Pending({ group }: { group: Group }) {
  const inOrder = group.proposals.toSorted((a, b) => Number(a.aside) - Number(b.aside))
  return (
    <>
      {inOrder.map(proposal => (
        <OneProposal key={proposal.proposal} group={group} proposal={proposal} />
      ))}
      {group.shutOuts.map(entry => (
        <OneShutOut key={entry.shutOut} group={group} entry={entry} />
      ))}
    </>
  )
}
