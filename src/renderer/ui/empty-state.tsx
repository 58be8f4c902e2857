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
}

export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
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
