// One drawn size and weight for every icon; those that point along the line of reading flip in
// right-to-left languages. Always decoration: the control around it carries the name.
import {
  ArrowRight,
  ChevronRight,
  CornerDownRight,
  CornerUpLeft,
  Forward,
  type LucideIcon,
  PanelRight,
  Redo2,
  Undo2,
} from 'lucide-react'

export type IconProps = {
  of: LucideIcon
  /** 14, 16 or 20 pixels. */
  size?: 'small' | 'medium' | 'large'
}

/** These point along the line of reading, or at the side of the window where it ends. */
const along: ReadonlySet<LucideIcon> = new Set([
  ...[ArrowRight, ChevronRight, CornerDownRight, CornerUpLeft, Forward],
  ...[PanelRight, Redo2, Undo2],
])

export function Icon({ of: Drawing, size = 'medium' }: IconProps) {
  return (
    <Drawing
      className={along.has(Drawing) ? 'icon flip' : 'icon'}
      data-size={size}
      aria-hidden
      focusable={false}
    />
  )
}
