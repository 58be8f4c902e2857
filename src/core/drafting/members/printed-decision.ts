// The decision that a line of minutes states, as files print it and windows show it: computed from the acts, so
// that words and outcome cannot part unseen.
import type { PrintedDecision, PrintedPeople } from '#core/paper'
import { changedLines } from '#core/deliberation/decisions'
import type { Block } from '#document/model'
import type { ActId, DocumentId } from '#shared/ids'
import { toHex } from '#core/keys'
import type { Deliberation } from '../parts.ts'

/** Finds the decision of each line of this document; null for a question that is not here, or not right. */
export const statedDecisions = (
  { archive, acts, documents }: Deliberation,
  document: DocumentId,
  peopleIn: (document: DocumentId) => PrintedPeople,
): ((id: ActId, block: Block) => PrintedDecision | null) => {
  const hasChanged = changedLines({ documents, peopleIn }, document)
  return (id, block) => {
    for (const row of archive.acts.list({ id }, ['document', 'graph'])) {
      const open = acts.actsOf(row.document)
      const proceedings = open?.graphs.get(row.graph)
      const question = proceedings?.question(id)
      const state = open && proceedings?.stateOf(id, open.today)
      if (!question || !state || state.is === 'void') continue
      const { texts, roll, rule } = question.node.record.body
      const outcome = 'outcome' in state ? state.outcome : null
      const closes = 'closes' in state ? state.closes : []
      const closed = question.right('close').filter(({ record }) => closes.includes(record.id))
      const answered = outcome?.seats.filter(
        ({ choice }) => choice !== null && (choice !== 'seen' || rule.kind === 'silence'),
      )
      return {
        document: row.document,
        number: state.is === 'final' ? state.declaration.record.body.number : '',
        state: outcome?.code ?? (state.is === 'withdrawn' ? 'withdrawn' : 'open'),
        closedAt: outcome ? Math.min(...closed.map(({ record }) => record.at)) : null,
        present: answered?.length ?? null,
        seats: roll.length,
        needed: rule.quorum,
        reservations: outcome?.counts.reservations ?? 0,
        text: texts[0] ? toHex(texts[0].sha256).slice(0, 8) : '',
        isChanged: block.id !== null && hasChanged({ document: row.document, texts }, block.id),
      }
    }
    return null
  }
}
