// Whether a file may say that its text is the adopted one.
import { isDecided } from '#core/deliberation/acts'
import { comparedTexts, questionsIn, readsAs, textIn } from '#core/deliberation/decisions'
import type { Sheet } from '#core/paper'
import type { DocumentId } from '#shared/ids'
import type { OpenProfile } from '../profile/open-profile.ts'
import { peopleIn } from './speakers.ts'

/**
 * The part of a sheet that follows from the decisions about its text. Empty for a draft, and where anything in it, its
 * title, notes and numbers too, reads otherwise than the adopted text, or where its file is not here: a page says
 * "adopted" of nothing else. Empty in a circle, whose decision is not that of the group on the page.
 */
export const decidedAs = (profile: OpenProfile, document: DocumentId): Pick<Sheet, 'decided'> => {
  const { status } = profile.summary(document)
  const audience = profile.archive.documents.keyOf(document)?.group
  if ((status !== 'adopted' && status !== 'replaced') || !audience) return {}
  if (profile.circles.find(audience)) return {}
  const ports = {
    ...profile,
    spaces: () => [audience],
    peopleIn: (id: DocumentId) => peopleIn(profile, id),
  }
  const isIt = questionsIn(ports, audience)
    .filter(({ described: { question, state } }) => {
      const { purpose } = question.node.record.body
      return purpose === 'adopt' && isDecided({ question, state })
    })
    .some(found =>
      comparedTexts(ports, found).some(
        text =>
          text.document === document &&
          readsAs(ports, document, textIn(ports, found, text.language).bytes),
      ),
    )
  return isIt ? { decided: status } : {}
}
