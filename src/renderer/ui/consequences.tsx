// The consequences of an act before it is done: the people affected, the data they keep, and the
// losses that cannot be undone.
import type { ReactNode } from 'react'
import type { LucideIcon } from 'lucide-react'
import { Icon } from './icon.tsx'
import './consequences.css'

export type Consequence = {
  id: string
  icon: LucideIcon
  /** The consequence itself, when `text` only explains it. */
  title?: ReactNode
  text: ReactNode
}

export type ConsequencesProps = {
  items: Consequence[]
  /** Something is lost or a device is blocked. */
  danger?: boolean
}

export function Consequences({ items, danger = false }: ConsequencesProps) {
  return (
    <ul className="consequences" data-danger={danger || undefined}>
      {items.map(({ id, icon, title, text }) => (
        <li key={id}>
          <Icon of={icon} />
          {title === undefined ? (
            <span>{text}</span>
          ) : (
            <div>
              <b>{title}</b>
              <div className="small muted">{text}</div>
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}
