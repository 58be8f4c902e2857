// A row of tools with one tab stop: arrow keys move within it, Tab leaves it.
import type { ReactNode, Ref } from 'react'
import { Toolbar as AriaToolbar } from 'react-aria-components/Toolbar'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Separator } from 'react-aria-components/Separator'
import type { LucideIcon } from 'lucide-react'
import { Icon } from './icon.tsx'
import { Tooltip } from './tooltip.tsx'
import './button.css'
import './toolbar.css'

export type ToolbarProps = { label: string; children: ReactNode; ref?: Ref<HTMLDivElement> }

export function Toolbar({ label, children, ref }: ToolbarProps) {
  return (
    <AriaToolbar className="toolbar" aria-label={label} ref={ref}>
      {children}
    </AriaToolbar>
  )
}

export const ToolbarLine = () => <Separator className="toolbar-line" orientation="vertical" />

export type ToolProps = {
  icon: LucideIcon
  label: string
  /** Key chord shown after the name. */
  keys?: string | undefined
  isDisabled?: boolean
  /** `byPointer`: the person has the pointer in hand, so the focus may go back to the text. */
  onAct: (byPointer: boolean) => void
}

const named = ({ label, keys }: ToolProps): string =>
  keys === undefined ? label : `${label} (${keys})`

const byPointer = (pointerType: string): boolean =>
  pointerType !== 'keyboard' && pointerType !== 'virtual'

export function Tool(props: ToolProps) {
  const { icon, label, isDisabled = false, onAct } = props
  return (
    <Tooltip text={named(props)}>
      <AriaButton
        className="icon-button"
        aria-label={label}
        isDisabled={isDisabled}
        onPress={event => onAct(byPointer(event.pointerType))}
      >
        <Icon of={icon} />
      </AriaButton>
    </Tooltip>
  )
}

/** A tool that is on or off for what is selected. */
export function ToggleTool(props: ToolProps & { on: boolean }) {
  const { icon, label, isDisabled = false, on, onAct } = props
  return (
    <Tooltip text={named(props)}>
      <ToggleButton
        className="icon-button"
        aria-label={label}
        isDisabled={isDisabled}
        isSelected={on}
        data-on={on || undefined}
        onPress={event => onAct(byPointer(event.pointerType))}
      >
        <Icon of={icon} />
      </ToggleButton>
    </Tooltip>
  )
}
