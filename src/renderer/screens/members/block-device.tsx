// Blocking a device at once, and removing it for good.
import { Ban, HardDrive, Undo2, Users } from 'lucide-react'
import type { Device, Group, Member } from '#shared/contract'
import { useCore } from '../../shell/core-client.ts'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { useWords } from '../../words/index.ts'
import { sayOutcome } from './outcome.ts'

export type DeviceActProps = {
  group: Group
  member: Member
  device: Device
  /** As the table shows it. */
  name: string
  onClose: () => void
}

export function BlockDevice({ group, member, device, name, onClose }: DeviceActProps) {
  const words = useWords()
  const core = useCore()
  const { handle } = member
  const isOnly = member.devices.every(each => each.id === device.id || each.state !== 'active')
  const text = (id: 'new' | 'keeps' | 'told' | 'toldOnly' | 'unblock') =>
    words(`members.block.${id}`, { handle, device: name })
  return (
    <ConfirmDialog
      danger
      onClose={onClose}
      title={words('members.block.title', { handle, device: name })}
      act={words('members.block.act', { device: name })}
      safe={words('members.block.safe')}
      done={words('members.block.done', { handle, device: name })}
      onAct={() => core.call('devices.shutOut', { group: group.id, device: device.id })}
      means={[
        { id: 'new', icon: Ban, text: text('new') },
        { id: 'keeps', icon: HardDrive, text: text('keeps') },
        { id: 'told', icon: Users, text: text(isOnly ? 'toldOnly' : 'told') },
        { id: 'unblock', icon: Undo2, text: text('unblock') },
      ]}
    />
  )
}

export function RemoveDevice({ group, member, device, name, onClose }: DeviceActProps) {
  const words = useWords()
  const core = useCore()
  const { handle } = member
  return (
    <ConfirmDialog
      danger
      onClose={onClose}
      title={words('members.removeDevice.title', { handle, device: name })}
      act={words('members.removeDevice.act', { device: name })}
      safe={words('members.removeDevice.safe')}
      onAct={async () => {
        const outcome = await core.call('devices.remove', { group: group.id, device: device.id })
        sayOutcome(outcome, words('members.removeDevice.done', { handle, device: name }), words)
      }}
      means={[
        { id: 'new', icon: Ban, text: words('members.removeDevice.new', { device: name }) },
        {
          id: 'keeps',
          icon: HardDrive,
          text: words('members.block.keeps', { handle, device: name }),
        },
        { id: 'final', icon: Undo2, text: words('members.removeDevice.final', { handle }) },
      ]}
    />
  )
}
