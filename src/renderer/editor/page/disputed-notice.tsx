// Client ids that several devices claim: shown to all members, with the devices named.
import type { Group } from '#shared/contract'
import type { DeviceId, DocumentId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { Notice } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { useGroupHere } from '../stable-summary.ts'

const none: DeviceId[][] = []

export function nameOfDevice(device: DeviceId, group: Group | undefined, words: Words): string {
  const members = [...(group?.memberList ?? []), ...(group?.pastMembers ?? [])]
  const member = members.find(({ devices }) => devices.some(({ id }) => id === device))
  const index = member?.devices.findIndex(({ id }) => id === device) ?? -1
  const found = member?.devices[index]
  if (!member || !found) return words('attachments.unknown')
  const name = found.name || words('members.device.unnamed', { number: index + 1 })
  return words('editor.disputed.device', { handle: member.handle, name })
}

export function DisputedNotice({ document }: { document: DocumentId }) {
  const group = useGroupHere()
  const words = useWords()
  const { value: disputed = none } = useAnswer('comments.disputed', { document }, [
    'documents.changed',
  ])
  const named = new Set(
    disputed.map(devices => words.list(devices.map(each => nameOfDevice(each, group, words)))),
  )
  return [...named].map(devices => (
    <Notice key={devices} tone="warning" title={words('editor.disputed.title', { devices })}>
      {words('editor.disputed')}
    </Notice>
  ))
}
