// One drawn size and weight for every icon; those that point along the line of reading flip in
// right-to-left languages. Always decoration: the control around it carries the name.
import { CornerDownRight, type LucideIcon } from 'lucide-react'

export type IconProps = {
  of: LucideIcon
  /** 14, 16 or 20 pixels. */
  size?: 'small' | 'medium' | 'large'
  flip?: boolean
}

/** These point along the line of reading wherever they stand. */
const along: ReadonlySet<LucideIcon> = new Set([CornerDownRight])

export function Icon({ of: Drawing, size = 'medium', flip = along.has(Drawing) }: IconProps) {
  return (
    <Drawing
      className={flip ? 'icon flip' : 'icon'}
      data-size={size}
      aria-hidden
      focusable={false}
    />
  )
}
