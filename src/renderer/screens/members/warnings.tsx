// Faults of the group as a whole, or of one device: the event, the safe part, the next step.
import { Fragment } from 'react'
import type { Device, Group, Member } from '#shared/contract'
import { Notice } from '../../ui/index.ts'
import { type MessageId, useWords } from '../../words/index.ts'
import { nameOf } from './device-line.tsx'

type Warning = Group['warnings'][number]

const sentences: Record<Warning, { title: MessageId; text: MessageId }> = {
  'archive-exists-twice': { title: 'members.warning.twice.title', text: 'members.warning.twice' },
  'replicas-differ': { title: 'members.warning.differ.title', text: 'members.warning.differ' },
  'nothing-to-begin-with': {
    title: 'members.warning.nothing.title',
    text: 'members.warning.nothing',
  },
  'records-unknown': { title: 'members.warning.newer.title', text: 'members.warning.newer' },
}

type OffenceProps = { member: Member; device: Device; name: string }

/** Nothing where it did what every honest device does, or is out already. */
function Offence({ member: { handle, self }, device, name }: OffenceProps) {
  const words = useWords()
  const { refused, stopped, state } = device
  if (state !== 'active' || (!stopped && refused === 0)) return null
  const values = { name: handle, device: name, refused }
  const what = stopped ? 'stopped' : 'refused'
  const said = self ? (`${what}.own` as const) : what
  return (
    <Notice tone="warning" title={words(`members.warning.${said}.title`, values)}>
      {words(`members.warning.${said}`, values)}
    </Notice>
  )
}

/** Its messages build on words that a removed device took with it, and that no one has brought. */
function HeldUp({ member: { handle }, device, name }: OffenceProps) {
  const words = useWords()
  if (!device.heldUp) return null
  const values = { name: handle, device: name }
  return (
    <Notice tone="warning" title={words('members.warning.heldUp.title', values)}>
      {words('members.warning.heldUp', values)}
    </Notice>
  )
}

/** Its acts stand on acts that no device has sent. */
function Crowding({ member: { handle }, device, name }: OffenceProps) {
  const words = useWords()
  if (!device.crowds) return null
  const values = { name: handle, device: name }
  return (
    <Notice tone="warning" title={words('members.warning.crowds.title', values)}>
      {words('members.warning.crowds', values)}
    </Notice>
  )
}

export function Warnings({ group: { warnings, memberList } }: { group: Group }) {
  const words = useWords()
  return (
    <>
      {warnings.map(warning => (
        <Notice key={warning} tone="warning" title={words(sentences[warning].title)}>
          {words(sentences[warning].text)}
        </Notice>
      ))}
      {memberList.flatMap(member =>
        member.devices.map((device, index) => {
          const name = nameOf(device, index, words)
          return (
            <Fragment key={device.id}>
              <Offence member={member} device={device} name={name} />
              <HeldUp member={member} device={device} name={name} />
              <Crowding member={member} device={device} name={name} />
            </Fragment>
          )
        }),
      )}
    </>
  )
}
