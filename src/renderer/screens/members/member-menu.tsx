// The acts of this member on another, or on themselves: the menu at the end of each row. Acts that
// the rules forbid are not offered; every device would refuse them anyway.
import { Ellipsis } from 'lucide-react'
import type { Device, Group, Member } from '#shared/contract'
import { IconButton, Menu, type MenuAct, type MenuGroup } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { nameOf } from './device-line.tsx'

export type MemberAct =
  | { kind: 'role' | 'term' | 'remove' | 'add-device' | 'leave'; member: Member }
  | { kind: 'shut-out' | 'remove-device'; member: Member; device: Device; name: string }

const isIn = ({ state }: Device): boolean => state === 'active'

function deviceActs(
  group: Group,
  member: Member,
  start: (act: MemberAct) => void,
  words: Words,
): MenuAct[] {
  if (!group.acts.includes('shut-out') && !member.self) return []
  const acts: MenuAct[] = []
  for (const [index, device] of member.devices.entries()) {
    const name = nameOf(device, index, words)
    const act = (kind: 'shut-out' | 'remove-device', text: string): void =>
      void acts.push({
        id: `${kind} ${device.id}`,
        text,
        danger: true,
        onAct: () => start({ kind, member, device, name }),
      })
    // Blocking begins a key, which a member outside the plenary must not have: that member removes
    // the device instead.
    if (isIn(device) && !device.self && !(member.self && member.outside))
      act('shut-out', words('members.menu.block', { device: name }))
    if (
      device.state !== 'removed' &&
      !device.self &&
      (member.self || group.acts.includes('remove'))
    )
      act('remove-device', words('members.menu.removeDevice', { device: name }))
  }
  return acts
}

function menuOf(
  group: Group,
  member: Member,
  start: (act: MemberAct) => void,
  words: Words,
): MenuGroup[] {
  const { handle } = member
  const act = (kind: 'role' | 'term' | 'remove' | 'add-device' | 'leave', text: string) => ({
    id: kind,
    text,
    danger: kind === 'remove' || kind === 'leave',
    onAct: () => start({ kind, member }),
  })
  const chair = group.memberList.find(({ self }) => self)?.role === 'chair'
  const ordinary = [
    ...(group.acts.includes('change-role') ? [act('role', words('members.menu.role'))] : []),
    ...(chair ? [act('term', words('members.menu.term'))] : []),
    ...(member.self ? [act('add-device', words('members.menu.addDevice'))] : []),
    ...(!member.self && chair && member.recovery
      ? [act('add-device', words('members.menu.restore', { handle }))]
      : []),
  ]
  const out = member.self
    ? [act('leave', words('members.menu.leave'))]
    : group.acts.includes('remove')
      ? [act('remove', words('members.menu.remove', { handle }))]
      : []
  return [ordinary, deviceActs(group, member, start, words), out]
    .filter(acts => acts.length > 0)
    .map(acts => ({ acts }))
}

export type MemberMenuProps = { group: Group; member: Member; onAct: (act: MemberAct) => void }

export function MemberMenu({ group, member, onAct }: MemberMenuProps) {
  const words = useWords()
  const groups = menuOf(group, member, onAct, words)
  const label = words('members.menu.label', { handle: member.handle })
  if (groups.length === 0) return null
  return (
    <Menu label={label} groups={groups}>
      <IconButton icon={Ellipsis} label={label} />
    </Menu>
  )
}
