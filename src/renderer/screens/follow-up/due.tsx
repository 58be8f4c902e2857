// When an action item is due, and since when it is late.
import { CalendarClock } from 'lucide-react'
import type { ActionItem } from '#shared/contract'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { dayInWords, daysUntil } from './days.ts'

/** "3 days, since 24 September", "Today", or the day. */
export function Due({ item, now }: { item: ActionItem; now: number }) {
  const words = useWords()
  const { due, isLate, daysLate, state } = item
  if (due === null) return <span className="muted">{words('follow-up.noDay')}</span>
  const day = dayInWords(due, now, words)
  const days = daysUntil(due, now)
  if (state !== 'open') return <span className="muted">{day}</span>
  if (isLate)
    return (
      <span className="late">
        <Icon of={CalendarClock} size="small" />
        {words('follow-up.lateSince', { days: Math.max(1, daysLate), day })}
      </span>
    )
  return days === 0 ? <b>{words('follow-up.today')}</b> : <span>{day}</span>
}
