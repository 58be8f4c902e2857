// Buttons. One primary button per screen; danger only where something is lost.
import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components/Button'
import type { LucideIcon } from 'lucide-react'
import { LoaderCircle } from 'lucide-react'
import { Icon } from './icon.tsx'
import { Tooltip } from './tooltip.tsx'
import './button.css'

type Look = {
  variant?: 'plain' | 'primary' | 'quiet' | 'danger'
  /** `inline`: in a line of words, where a link would be. */
  size?: 'inline' | 'small' | 'medium' | 'large'
}

export type ButtonProps = Omit<
  AriaProps,
  'className' | 'style' | 'children' | 'isDisabled' | 'isPending'
> &
  Look & {
    children: ReactNode
    icon?: LucideIcon
    /** An icon after the words, for what leads on. */
    iconAfter?: LucideIcon
    /** The work runs: the button keeps its place and cannot be pressed again. */
    busy?: boolean
    /** Why it cannot be pressed now. Shown as a tooltip, read as its description. */
    unavailable?: string | undefined
    /** As wide as what holds it. */
    full?: boolean
    ref?: Ref<HTMLButtonElement>
  }

export function Button(props: ButtonProps) {
  const { variant = 'plain', size = 'medium', icon, iconAfter, busy = false } = props
  const { unavailable, full = false, children, onPress, type = 'button', ...rest } = props
  const { variant: _, size: __, icon: ___, iconAfter: ____, busy: _____, ...aria } = rest
  // It stays in place and in the order of focus: what cannot be pressed now still says why.
  const pressable =
    unavailable === undefined && !busy
      ? { type, ...(onPress ? { onPress } : {}) }
      : { type: busy ? ('button' as const) : type, 'aria-disabled': true }
  const button = (
    <AriaButton
      {...aria}
      {...pressable}
      className="button"
      data-variant={variant}
      data-size={size}
      data-full={full || undefined}
      data-busy={busy || undefined}
    >
      {busy ? <Icon of={LoaderCircle} /> : icon ? <Icon of={icon} /> : null}
      {children}
      {iconAfter ? <Icon of={iconAfter} /> : null}
    </AriaButton>
  )
  return unavailable === undefined ? button : <Tooltip text={unavailable}>{button}</Tooltip>
}

export type IconButtonProps = Omit<AriaProps, 'className' | 'style' | 'children' | 'aria-label'> & {
  icon: LucideIcon
  /** Its name: read aloud, and shown as a tooltip. */
  label: string
  /** Key chord shown after the name, for example "Ctrl Shift L". */
  keys?: string
  size?: 'small' | 'medium'
  /** Shown as switched on. */
  on?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function IconButton(props: IconButtonProps) {
  const { icon, label, keys, size = 'medium', on = false, ...rest } = props
  return (
    <Tooltip text={keys === undefined ? label : `${label} (${keys})`}>
      <AriaButton
        {...rest}
        className="icon-button"
        data-size={size}
        data-on={on || undefined}
        aria-label={label}
      >
        <Icon of={icon} />
      </AriaButton>
    </Tooltip>
  )
}
