// Why a paragraph of minutes was corrected, from what lies beside it in the correction: the amendments that were
// accepted there with their reasons, else the first open comment, which windows name as such: it need not be a reason.
// Nothing is inferred from the words of the text.
import { wasMember } from '#core/group'
import type { DecisionPorts } from '#core/deliberation/decisions'
import type { CorrectionReason } from '#shared/contract'
import type { BlockId, DocumentId, MemberId } from '#shared/ids'

type Ports = Pick<DecisionPorts, 'archive' | 'documents' | 'homeOf' | 'membersOf' | 'selfIn'>

/**
 * Finds the reasons for one paragraph, the earliest first; empty where nobody gave one. `since`: milliseconds; a
 * comment from before that is about the approved words.
 */
export const reasonsIn = (
  { archive, documents, homeOf, membersOf, selfIn }: Ports,
  minutes: DocumentId,
  since: number,
): ((block: BlockId) => CorrectionReason[]) => {
  const key = archive.documents.keyOf(minutes)
  if (!key) return () => []
  const state = membersOf(homeOf(key.group))
  const memberOf = (client: number): MemberId | null => {
    // Nothing of a private document is signed: all of it is this member's.
    if (!key.shared) return selfIn(key.group)
    const device = documents.authorOf(minutes, client)
    return (device && wasMember(state, device)?.id) ?? null
  }
  const isSame = (a: number, b: number): boolean =>
    a === b || (memberOf(a) !== null && memberOf(a) === memberOf(b))
  const accepted = documents
    .amendments(minutes, isSame)
    .filter(({ standing, why }) => standing === 'accepted' && why !== '')
  const { threads, places } = documents.remarks(minutes)
  const open = threads.filter(({ isResolved, opening }) => !isResolved && opening.at >= since)
  return block => {
    const amended = accepted.filter(
      ({ target, block: first }) => (target?.block ?? first) === block,
    )
    if (amended.length > 0)
      return amended.map(({ why, client, naming }) => ({
        what: 'amendment',
        words: why,
        by: naming === 'named' ? memberOf(client) : null,
      }))
    const comment = open.find(
      ({ id, opening }) => !opening.quoted && places.get(id)?.[0]?.block === block,
    )?.opening
    return comment ? [{ what: 'comment', words: comment.text, by: memberOf(comment.client) }] : []
  }
}
