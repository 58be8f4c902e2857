// The status of a document: always a glyph, a word and a colour together.
import type { DocumentStatus } from '#shared/contract'
import { useWords } from '../words/index.ts'
import './chip.css'

export function Chip({ status }: { status: DocumentStatus }) {
  const words = useWords()
  return (
    <span className="chip" data-status={status}>
      <svg viewBox="0 0 14 14" aria-hidden focusable={false}>
        <circle
          cx="7"
          cy="7"
          r="5.6"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeDasharray="2.2 1.72"
        />
      </svg>
      {words(`ui.status.${status}`)}
    </span>
  )
}
