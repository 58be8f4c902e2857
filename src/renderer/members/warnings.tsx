// What is wrong with the group as a whole, or with one device of it: what happened, what is safe, what
// to do.
import type { Device, Group } from '#shared/contract'
import { Notice } from '../ui/index.ts'
import { type MessageId, useWords } from '../words/index.ts'
import { nameOf } from './device-line.tsx'

type Warning = Group['warnings'][number]

const sentences: Record<Warning, { title: MessageId; text: MessageId }> = {
  'archive-exists-twice': { title: 'members.warning.twice.title', text: 'members.warning.twice' },
  'replicas-differ': { title: 'members.warning.differ.title', text: 'members.warning.differ' },
  'records-unknown': { title: 'members.warning.newer.title', text: 'members.warning.newer' },
}

/** Nothing where it did what every honest device does. */
function Offence({ handle, name, device }: { handle: string; name: string; device: Device }) {
  const words = useWords()
  const { refused, stopped, self } = device
  if (!stopped && refused === 0) return null
  if (self && stopped)
    return (
      <Notice tone="warning" title={words('members.warning.stopped.self.title')}>
        {words('members.warning.stopped.self')}
      </Notice>
    )
  const title = stopped
    ? words('members.warning.stopped.title', { name: handle, device: name })
    : words('members.warning.refused.title', { name: handle, device: name, refused })
  return (
    <Notice tone="warning" title={title}>
      {words(stopped ? 'members.warning.stopped' : 'members.warning.refused', { name: handle })}
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
      {memberList.flatMap(({ handle, devices }) =>
        devices.map((device, index) => {
          const name = nameOf(device, index, words)
          return <Offence key={device.id} {...{ handle, name, device }} />
        }),
      )}
    </>
  )
}
