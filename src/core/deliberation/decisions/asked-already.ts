// Texts and lines about which a question is open, or that were decided. A second question would take the place of the
// first: the way back is to withdraw or reopen that one.
import { isDecided } from '#core/deliberation/acts'
import type { Blocker } from '#shared/contract'
import { Failure, type FailureCode } from '#shared/failure'
import type { BlockId, DocumentId } from '#shared/ids'
import { lookUpQuestion, type DecisionPorts } from './ports.ts'

type Already = Extract<Blocker['code'], 'deciding' | 'adopted' | 'line-deciding' | 'line-decided'>

const codes: Record<Already, FailureCode> = {
  deciding: 'decision-open',
  'line-deciding': 'decision-open',
  adopted: 'decided-already',
  'line-decided': 'decided-already',
}

/** The question that a line of minutes names, as far as it is in the way of another one. */
const ofLine = (ports: DecisionPorts, document: DocumentId, block: BlockId): Already | null => {
  const line = ports.documents.page(document).blocks.find(({ id }) => id === block)
  const named = line?.kind === 'decision' ? line.meeting?.question : undefined
  const described = named && lookUpQuestion(ports, named)?.described
  if (!described) return null
  if (described.is === 'open') return 'line-deciding'
  return isDecided(described) ? 'line-decided' : null
}

/** Null where nothing is in the way. An adopted agenda has items that are still to be decided. */
export const askedAlready = (
  ports: DecisionPorts,
  document: DocumentId,
  block: BlockId | null,
): Already | null => {
  const { archive, documents, statuses } = ports
  const row = archive.documents.get(document)
  if (!row || (block !== null && row.kind === 'agenda')) return null
  if (documents.isFixed(document))
    return statuses.of(row.group, document) === 'deciding' ? 'deciding' : 'adopted'
  return block === null ? null : ofLine(ports, document, block)
}

/** Failures: `decision-open`, `decided-already`. */
export const mustBeUnasked = (
  ports: DecisionPorts,
  document: DocumentId,
  block: BlockId | null,
): void => {
  const already = askedAlready(ports, document, block)
  if (already) throw new Failure(codes[already])
}
