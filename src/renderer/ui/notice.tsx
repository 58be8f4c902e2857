// A sentence that stays on the screen: plain, a warning, an error, or good news. Errors have no
// close button; they go when the reason is gone.
import type { ReactNode } from 'react'
import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import { useWords } from '../words/index.ts'
import { Icon } from './icon.tsx'
import './notice.css'

export type NoticeProps = {
  tone?: 'plain' | 'warning' | 'error' | 'good'
  /** The first sentence, set stronger. */
  title?: ReactNode
  children?: ReactNode
  /** A button or link at the end. */
  action?: ReactNode
  icon?: LucideIcon
}

const icons = {
  plain: Info,
  warning: TriangleAlert,
  error: CircleAlert,
  good: CircleCheck,
} as const

export function Notice({ tone = 'plain', title, children, action, icon }: NoticeProps) {
  const words = useWords()
  return (
    <div
      className="notice"
      data-tone={tone}
      {...(tone === 'error' ? { role: 'alert' } : tone === 'plain' ? {} : { role: 'status' })}
    >
      <Icon of={icon ?? icons[tone]} />
      <div className="grow">
        {title === undefined ? null : <b>{title}</b>}
        {title === undefined ? null : words.gap}
        {children}
      </div>
      {action}
    </div>
  )
}
