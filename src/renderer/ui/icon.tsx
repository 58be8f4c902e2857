// One drawn size and weight for every icon; those that point along the line of reading flip in
// right-to-left languages. Always decoration: the control around it carries the name.
import type { LucideIcon } from 'lucide-react'

export type IconProps = {
  of: LucideIcon
  /** 14, 16 or 20 pixels. */
  size?: 'small' | 'medium' | 'large'
  flip?: boolean
}

export function Icon({ of: Drawing, size = 'medium', flip = false }: IconProps) {
  return (
    <Drawing
      className={flip ? 'icon flip' : 'icon'}
      data-size={size}
      aria-hidden
      focusable={false}
    />
  )
}
