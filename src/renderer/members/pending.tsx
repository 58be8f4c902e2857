// What waits for other members' word: proposals, and devices that one member shut out.
import { useState } from 'react'
import type { Group, Proposal, ProposedAction } from '#shared/contract'
import type { DeviceId, MemberId } from '#shared/ids'
import { useAct, useCore } from '../core.ts'
import { AlertDialog, Button, Notice, say } from '../ui/index.ts'
import { sentenceOf, useWords, type Words } from '../words/index.ts'
import { nameOf } from './device-line.tsx'
import { sayOutcome } from './outcome.ts'

const everyone = (group: Group) => [...group.memberList, ...group.pastMembers]

const handleOf = (group: Group, id: MemberId): string =>
  everyone(group).find(member => member.id === id)?.handle ?? '?'

/** Whose device it is, and its name. */
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
        ? words('members.proposal.lift', deviceIn(group, shutOut.device, words))
        : words('members.proposal.liftUnknown')
    }
    case 'set-role':
      return words('members.proposal.role', {
        handle: handleOf(group, action.member),
        role: words(`members.role.${action.role}`),
      })
  }
}

function OneProposal({ group, proposal }: { group: Group; proposal: Proposal }) {
  const words = useWords()
  const core = useCore()
  const [asking, setAsking] = useState(false)
  const what = proposed(group, proposal.action, words)
  const agree = useAct(async () => {
    const { proposal: id } = proposal
    const { state } = await core.call('members.second', { group: group.id, proposal: id })
    say(words(state === 'done' ? 'members.proposal.done' : 'members.proposal.agreed'))
    setAsking(false)
  })
  const agreed = proposal.seconds.map(id => handleOf(group, id))
  return (
    <Notice
      tone="warning"
      title={words('members.proposal.title', { by: handleOf(group, proposal.by), what })}
      action={
        proposal.mine ? undefined : (
          <Button size="small" onPress={() => setAsking(true)}>
            {words('members.proposal.answer')}
          </Button>
        )
      }
    >
      {agreed.length > 0
        ? `${words('members.proposal.seconds', { count: agreed.length, people: words.list(agreed) })} `
        : ''}
      {words(proposal.mine ? 'members.proposal.waits' : 'members.proposal.needed', {
        needed: proposal.needed,
      })}
      <AlertDialog
        isOpen={asking}
        danger
        title={words('members.proposal.ask', { what })}
        act={words('members.proposal.act')}
        safe={words('members.proposal.safe')}
        busy={agree.busy}
        onAct={() => void agree.run()}
        onClose={() => setAsking(false)}
      >
        <p>{words('members.proposal.text', { by: handleOf(group, proposal.by) })}</p>
        {agree.failure ? <Notice tone="error">{words(sentenceOf[agree.failure])}</Notice> : null}
      </AlertDialog>
    </Notice>
  )
}

function OneShutOut({ group, entry }: { group: Group; entry: Group['shutOuts'][number] }) {
  const words = useWords()
  const core = useCore()
  const [now] = useState(() => Date.now())
  const [asking, setAsking] = useState<'lift' | 'final' | null>(null)
  const named = deviceIn(group, entry.device, words)
  const lift = useAct(async () => {
    const { shutOut } = entry
    const outcome = await core.call('devices.lift', { group: group.id, shutOut })
    sayOutcome(outcome, words('members.lift.done', named), words)
    setAsking(null)
  })
  const remove = useAct(async () => {
    const outcome = await core.call('devices.remove', { group: group.id, device: entry.device })
    sayOutcome(outcome, words('members.removeDevice.done', named), words)
    setAsking(null)
  })
  const failure = lift.failure ?? remove.failure
  const by = handleOf(group, entry.by)
  return (
    <Notice
      tone="warning"
      title={words('members.shutOuts.title', { ...named, by, when: words.when(entry.at, now) })}
      action={
        group.may.remove ? (
          <span className="row">
            <Button size="small" onPress={() => setAsking('lift')}>
              {words('members.lift.button')}
            </Button>
            <Button size="small" onPress={() => setAsking('final')}>
              {words('members.lift.final')}
            </Button>
          </span>
        ) : undefined
      }
    >
      {words('members.shutOuts.text')}
      <AlertDialog
        isOpen={asking === 'lift'}
        title={words('members.lift.title', named)}
        act={words('members.lift.act', named)}
        safe={words('members.lift.safe')}
        busy={lift.busy}
        onAct={() => void lift.run()}
        onClose={() => setAsking(null)}
      >
        <p>{words('members.lift.text', named)}</p>
        {failure ? <Notice tone="error">{words(sentenceOf[failure])}</Notice> : null}
      </AlertDialog>
      <AlertDialog
        isOpen={asking === 'final'}
        danger
        title={words('members.removeDevice.title', named)}
        act={words('members.removeDevice.act', named)}
        safe={words('members.lift.safe')}
        busy={remove.busy}
        onAct={() => void remove.run()}
        onClose={() => setAsking(null)}
      >
        <p>{words('members.removeDevice.final', named)}</p>
        {failure ? <Notice tone="error">{words(sentenceOf[failure])}</Notice> : null}
      </AlertDialog>
    </Notice>
  )
}

export function Pending({ group }: { group: Group }) {
  return (
    <>
      {group.proposals.map(proposal => (
        <OneProposal key={proposal.proposal} group={group} proposal={proposal} />
      ))}
      {group.shutOuts.map(entry => (
        <OneShutOut key={entry.shutOut} group={group} entry={entry} />
      ))}
    </>
  )
}
