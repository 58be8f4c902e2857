// Whether a file may say that its text is the adopted one.
import { isDecided } from '#core/deliberation/acts'
import { comparedTexts, questionsIn, readsAs, textIn } from '#core/deliberation/decisions'
import type { Sheet } from '#core/paper'
import type { DocumentId } from '#shared/ids'
import type { Deliberation } from '../parts.ts'
import { peopleIn } from '../members/index.ts'

/**
 * The part of a sheet that follows from the decisions about its text. Empty for a draft, and where anything in it, its
 * title, notes and numbers too, reads otherwise than the adopted text, or where its file is not here: a page says
 * "adopted" of nothing else. Empty in a circle, whose decision is not that of the group on the page.
 */
export const decidedAs = (ports: Deliberation, document: DocumentId): Pick<Sheet, 'decided'> => {
  const audience = ports.archive.documents.keyOf(document)?.group
  if (!audience || ports.circles.find(audience)) return {}
  const status = ports.statuses.of(audience, document)
  if (status !== 'adopted' && status !== 'replaced') return {}
  const parts = {
    ...ports,
    spaces: () => [audience],
    peopleIn: (id: DocumentId) => peopleIn(ports, id),
  }
  const isIt = questionsIn(parts, audience)
    .filter(({ described: { question, state } }) => {
      const { purpose } = question.node.record.body
      return purpose === 'adopt' && isDecided({ question, state })
    })
    .some(found =>
      comparedTexts(parts, found).some(
        text =>
          text.document === document &&
          readsAs(parts, document, textIn(parts, found, text.language).bytes),
      ),
    )
  return isIt ? { decided: status } : {}
}
