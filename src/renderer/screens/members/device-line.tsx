// One device of a member: its name, and whether it was checked or is out.
import { Laptop, ShieldAlert, ShieldCheck, ShieldX } from 'lucide-react'
import type { Device } from '#shared/contract'
import { Icon } from '../../ui/index.ts'
import { type MessageId, useWords, type Words } from '../../words/index.ts'

export type Standing = 'checked' | 'unchecked' | 'shut-out' | 'removed'

export const standingOf = ({ state, checked }: Device): Standing =>
  state === 'active' ? (checked ? 'checked' : 'unchecked') : state

/** `index` is the device's place in its member's list. */
export const nameOf = (device: Device, index: number, words: Words): string =>
  device.name ||
  (device.self
    ? words('members.device.self')
    : words('members.device.unnamed', { number: index + 1 }))

const shown: Record<Standing, { icon: typeof Laptop; text: MessageId }> = {
  checked: { icon: ShieldCheck, text: 'members.device.checked' },
  unchecked: { icon: ShieldAlert, text: 'members.device.unchecked' },
  'shut-out': { icon: ShieldX, text: 'members.device.blocked' },
  removed: { icon: ShieldX, text: 'members.device.removed' },
}

export function DeviceLine({ name, standing }: { name: string; standing: Standing }) {
  const words = useWords()
  const { icon, text } = shown[standing]
  return (
    <div className="device-line">
      <span className="device-name">
        <Icon of={Laptop} size="small" />
        <span dir="auto">{name}</span>
      </span>
      <span className="device-check" data-standing={standing}>
        <Icon of={icon} size="small" />
        {words(text)}
      </span>
    </div>
  )
}
