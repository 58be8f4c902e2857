// The local network: off until a person switches it on, and honest about what it shows while on.
import { useEffect } from 'react'
import { Radio } from 'lucide-react'
import type { Group } from '#shared/contract'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { Checkbox, FailureNotice, Icon, MemberMark } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useNavigation } from '../../shell/router.ts'
import { AddressForm } from './address-form.tsx'
import { toSendWords } from './to-send.ts'

/** Also for who is at the card already: the same place is gone to once. */
export const focusNetworkCard = (): void => document.getElementById('network-title')?.focus()

export function NetworkCard({ group }: { group: Group }) {
  const words = useWords()
  const core = useCore()
  const status = useAnswer('network.status', undefined, [
    'network.changed',
    'groups.changed',
    'documents.changed',
  ])
  const toggle = useAct(async (localNetwork: boolean) => {
    const settings = await core.call('settings.get')
    await core.call('settings.set', { ...settings, localNetwork })
    status.again()
  })
  const { value } = status
  const { place } = useNavigation()
  const isHere = value !== undefined
  useEffect(() => {
    if (isHere && place.screen === 'members' && place.network) focusNetworkCard()
  }, [isHere, place])
  if (!value) return null
  const peers = value.peers.filter(peer => peer.group === group.id)

  return (
    <section className="card side-card network" aria-labelledby="network-title">
      <div className="row side-head">
        <h2 id="network-title" className="grow" tabIndex={-1}>
          {words('members.network.title')}
        </h2>
        <span className="small network-state" data-on={value.on || undefined}>
          <Icon of={Radio} size="small" />
          {words(value.on ? 'members.network.on' : 'members.network.off')}
        </span>
      </div>
      <Checkbox
        isSelected={value.on}
        isDisabled={toggle.busy}
        hint={words('members.network.hint')}
        onChange={on => void toggle.run(on)}
      >
        {words('members.network.switch')}
      </Checkbox>
      <FailureNotice of={toggle.failure} />
      {value.on ? (
        <>
          <h3>{words('members.network.peers')}</h3>
          {peers.length === 0 ? (
            <p className="small muted">{words('members.network.nobody')}</p>
          ) : (
            <ul className="peers">
              {peers.map(peer => (
                <li key={peer.device} className="row small">
                  <MemberMark
                    handle={peer.handle}
                    color={group.memberList.find(member => member.id === peer.member)?.color ?? 0}
                    size="small"
                    present
                  />
                  <bdi className="grow">{peer.handle}</bdi>
                  <span className="quiet">{words('members.network.direct')}</span>
                </li>
              ))}
            </ul>
          )}
          <h3>{words('members.network.addresses')}</h3>
          {value.addresses.length === 0 ? (
            <p className="small muted">{words('members.network.noAddress')}</p>
          ) : (
            <ul className="addresses">
              {value.addresses.map(address => (
                <li key={address}>
                  <bdi dir="ltr">{address}</bdi>
                </li>
              ))}
            </ul>
          )}
          <Dial group={group} />
        </>
      ) : (
        <p className="small muted">{words('members.network.offNote')}</p>
      )}
      <p className="smallest quiet network-foot">{toSendWords(value, words)}</p>
    </section>
  )
}

function Dial({ group }: { group: Group }) {
  const words = useWords()
  const core = useCore()
  return (
    <AddressForm
      label={words('members.network.dial')}
      hint={words('members.network.dialHint')}
      wrong={words('members.network.wrong')}
      act={words('members.network.connect')}
      repeats
      onUse={address => core.call('network.dial', { group: group.id, address })}
    />
  )
}
