// The content that belongs here, how it gets here, and one act.
import type { ReactNode } from 'react'
import type { LucideIcon } from 'lucide-react'
import { Icon } from './icon.tsx'
import './empty-state.css'

export type EmptyStateProps = {
  icon: LucideIcon
  title: string
  children?: ReactNode
  action?: ReactNode
  /** `screen`: it stands alone in the middle of a screen. */
  size?: 'line' | 'screen'
  /** The last line of a screen without content. */
  foot?: string
}

export function EmptyState(props: EmptyStateProps) {
  const { icon, title, children, action, size = 'line', foot } = props
  if (size === 'screen')
    return (
      <div className="empty-screen">
        <Icon of={icon} />
        <h2>{title}</h2>
        {children === undefined ? null : <p>{children}</p>}
        {action}
        {foot === undefined ? null : <p className="small">{foot}</p>}
      </div>
    )
  return (
    <div className="empty-state">
      <Icon of={icon} size="large" />
      <div className="grow">
        <div className="strong">{title}</div>
        {children === undefined ? null : <div className="small muted">{children}</div>}
      </div>
      {action}
    </div>
  )
}
