// A meeting with the work that is left for it, and such work carried into its agenda.
import { carryOver, meetingOf, type Writing } from '#core/deliberation/meetings'
import type { Meeting } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import { actionsIn, type FollowUpPorts } from './actions.ts'
import { recommendationsIn, type RecommendationPorts } from './recommendations.ts'

type Ports = FollowUpPorts & RecommendationPorts

/** Failure `not-found` for what is no agenda. */
export const meetingWith = (
  ports: Ports,
  agenda: DocumentId,
  now: number,
): Omit<Meeting, 'withheldPlace'> =>
  meetingOf(ports, agenda, {
    now,
    actionsOf: (group: GroupId) => actionsIn(ports, group, now),
    textsOf: (group: GroupId) => recommendationsIn(ports, group, now),
  })

/** Carries an item, an action item with its owner, or a paragraph of a text that was sent. Failures: as of `carryOver`. */
export const carry = (
  ports: Ports,
  { agenda, document, block }: { agenda: DocumentId; document: DocumentId; block: BlockId },
  writing: Writing,
): Promise<BlockId> => {
  const key = ports.archive.documents.keyOf(document)
  if (!key) throw new Failure('not-found')
  const group = ports.homeOf(key.group)
  const action = actionsIn(ports, group, writing.now).find(
    each => each.document === document && each.block === block,
  )
  const texts = recommendationsIn(ports, group, writing.now)
  const isPaper = texts.some(each => each.document === document)
  const owner = action?.owner ?? null
  return carryOver(ports, agenda, { document, block, owner, isPaper }, writing)
}
