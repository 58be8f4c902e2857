// Marks beside lines of the exact text for this member: own reservations, and a changed paragraph.
import { FilePenLine } from 'lucide-react'
import type { Decision } from '#shared/contract'
import { WordChanges } from '../../ui/index.ts'
import type { LineMark } from './exact-text.tsx'
import type { ExactLines } from './lines.ts'
import { type ChangedLine, changedLines } from './own/earlier-position.tsx'
import { ownPositionOf } from './own/own-panel.tsx'
import type { PositionForm } from './own/use-position-form.ts'

/** Where the member's reservation stands, as it is written or as it was given. */
export function marksOf(
  decision: Decision,
  form: PositionForm,
  self: string | undefined,
  text: string,
): LineMark[] {
  const given = ownPositionOf(decision, self)
  const isWriting = form.choice === 'reservations'
  const own = isWriting ? form.reserved : form.choice === null ? (given?.reservations ?? []) : []
  return own.flatMap(({ block }) => (block === null ? [] : [{ block, text, isOwn: true }]))
}

type Unanswered = {
  decision: Decision
  form: PositionForm
  self: string | undefined
  earlier: { decision: Decision; lines: ExactLines['lines'] } | null
  lines: ExactLines['lines']
}

/** The first line that changed below a reservation of an earlier text, until the member answers again. */
export function movedLine(asked: Unanswered): ChangedLine | undefined {
  const { decision, form, self, earlier, lines } = asked
  const isUnanswered =
    decision.state === 'open' && decision.own.choice === null && form.choice === null
  const mine = earlier && ownPositionOf(earlier.decision, self)
  return mine && isUnanswered ? changedLines(mine, earlier.lines, lines)[0] : undefined
}

/** A paragraph with a reservation of an earlier text, whose words changed. */
export const shownChange = (moved: ChangedLine | undefined) =>
  moved === undefined || moved.now === null
    ? null
    : { block: moved.block, shown: <WordChanges before={moved.old} after={moved.now} isWhole /> }

/** The paragraph says that it changed. */
export const changeMark = (block: LineMark['block'] | undefined, text: string): LineMark[] =>
  block === undefined ? [] : [{ block, text, isOwn: true, icon: FilePenLine }]
