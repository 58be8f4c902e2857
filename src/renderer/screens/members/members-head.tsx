// The head of the members: how many devices were checked, and the ways to exchange and to invite.
import { FileInput, UserPlus } from 'lucide-react'
import type { Group } from '#shared/contract'
import { Button } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

type HeadProps = { group: Group; onExchange: () => void; onInvite: () => void }

export function MembersHead({ group, onExchange, onInvite }: HeadProps) {
  const words = useWords()
  const devices = group.memberList
    .flatMap(member => member.devices)
    .filter(device => device.state === 'active')
  const checked = devices.filter(device => device.checked).length
  const all = devices.length + group.requests.length
  return (
    <header className="members-head">
      <div className="grow">
        <h1>{words('members.title')}</h1>
        <p className="members-lead">
          {words('members.lead', { checked, devices: all, all: checked === all ? 'yes' : 'no' })}
        </p>
      </div>
      <Button icon={FileInput} onPress={onExchange}>
        {words('members.exchange')}
      </Button>
      {group.acts.includes('invite') ? (
        <Button variant="primary" icon={UserPlus} onPress={onInvite}>
          {words('members.invite')}
        </Button>
      ) : null}
    </header>
  )
}
