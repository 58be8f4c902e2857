// A question as its own acts say it for a list.
import type { DecisionAct, DecisionSummary } from '#shared/contract'
import type { ActId, BlockId, DocumentId } from '#shared/ids'

/** The parts of a list that follow from rows of other documents are read each time. */
export type QuestionLine = Omit<
  DecisionSummary,
  'audience' | 'document' | 'title' | 'isMinutes' | 'where' | 'acts'
> & {
  where: { agenda: DocumentId; call: ActId; block: BlockId } | null
  /** The acts of a member who may write about the text. */
  may: readonly DecisionAct[]
}
