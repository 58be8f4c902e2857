// The status of a document or of a decision: always a glyph, words and a colour together.
import {
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleX,
  History,
  type LucideIcon,
  MessagesSquare,
  Undo2,
} from 'lucide-react'
import type { DocumentStatus } from '#shared/contract'
import { useWords } from '../words/index.ts'
import { hasStatus, type StatusOf } from '#shared/has-status'
import { Icon } from './icon.tsx'
import { statusWordOf } from './status-word.ts'
import './chip.css'

export type ChipTone = 'draft' | 'consult' | 'decide' | 'adopt' | 'stop'

export function StatusChip(props: { tone: ChipTone; icon: LucideIcon; text: string }) {
  return (
    <span className="chip" data-tone={props.tone}>
      <Icon of={props.icon} size="small" />
      {props.text}
    </span>
  )
}

const looks: Record<DocumentStatus, { tone: ChipTone; icon: LucideIcon }> = {
  draft: { tone: 'draft', icon: CircleDashed },
  consultation: { tone: 'consult', icon: MessagesSquare },
  deciding: { tone: 'decide', icon: CircleDot },
  adopted: { tone: 'adopt', icon: CircleCheck },
  'not-adopted': { tone: 'stop', icon: CircleX },
  withdrawn: { tone: 'draft', icon: Undo2 },
  replaced: { tone: 'draft', icon: History },
}

export function Chip({ of }: { of: StatusOf }) {
  const words = useWords()
  if (!hasStatus(of)) return null
  return <StatusChip {...looks[of.status]} text={words(statusWordOf(of))} />
}

/** The glyph and colour of a status before its name in a list. */
export function StatusMark({ status }: { status: DocumentStatus }) {
  const { tone, icon } = looks[status]
  return (
    <span className="status-mark" data-tone={tone}>
      <Icon of={icon} size="small" />
    </span>
  )
}
