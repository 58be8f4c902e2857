// The decision that a line of minutes states, as files print it: computed from the acts, so that words and
// outcome cannot part unseen.
import type { PrintedDecision } from '#core/paper'
import type { ActId } from '#shared/ids'
import { toHex } from '#core/keys'
import type { OpenProfile } from '../profile/open-profile.ts'

/** Null for a question that is not here, or not right. */
export const printedDecision = (
  { archive, acts }: Pick<OpenProfile, 'acts' | 'archive'>,
  id: ActId,
): PrintedDecision | null => {
  for (const { document, graph } of archive.acts.list({ id }, ['document', 'graph'])) {
    const open = acts.actsOf(document)
    const proceedings = open?.graphs.get(graph)
    const question = proceedings?.question(id)
    const state = open && proceedings?.stateOf(id, open.today)
    if (!question || !state || state.is === 'void') continue
    const { texts, roll, rule } = question.node.record.body
    const outcome = 'outcome' in state ? state.outcome : null
    const answered = outcome?.seats.filter(
      ({ choice }) => choice !== null && (choice !== 'seen' || rule.kind === 'silence'),
    )
    return {
      number: state.is === 'final' ? state.declaration.record.body.number : '',
      state: outcome?.code ?? (state.is === 'withdrawn' ? 'withdrawn' : 'open'),
      present: answered?.length ?? null,
      seats: roll.length,
      needed: rule.quorum,
      text: texts[0] ? toHex(texts[0].sha256).slice(0, 8) : '',
    }
  }
  return null
}
