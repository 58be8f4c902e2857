// How much is recorded in minutes, by kind: beside the page, and in a session.
import type { ReactNode } from 'react'
import { Info, ListTodo, MessageCircleWarning, Scale, type LucideIcon } from 'lucide-react'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { capturedKinds, isCaptured, type CapturedKind } from './kinds.ts'
import type { PageBlock } from '../page/page-state.ts'

const glyphs: Record<CapturedKind, LucideIcon> = {
  decision: Scale,
  reservation: MessageCircleWarning,
  action: ListTodo,
  information: Info,
}
/** In the order of the mockup: results first. */
const order = ['decision', 'reservation', 'action', 'information'] as const satisfies CapturedKind[]

export type RecordedCounts = Record<CapturedKind, number>

export function recordedIn(blocks: readonly PageBlock[]): RecordedCounts {
  const counts = Object.fromEntries(capturedKinds.map(kind => [kind, 0])) as RecordedCounts
  for (const { kind } of blocks) if (isCaptured(kind)) counts[kind]++
  return counts
}

export function Recorded({ counts }: { counts: RecordedCounts }): ReactNode {
  const words = useWords()
  const label = words('minutes.recorded')
  return (
    <section className="recorded-counts">
      <h3 className="outline-title">{label}</h3>
      <ul className="plain-list" aria-label={label}>
        {order.map(kind => (
          <li key={kind}>
            <Icon of={glyphs[kind]} size="small" />
            <span className="grow">{words(`minutes.recorded.${kind}`)}</span>
            <span>{counts[kind]}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
