// Answers about the triage of replies: the group's responses, and wordings that become amendments.
import { random } from '#core/keys'
import { printedWord, sourceLine } from '#core/paper'
import { blockText, settledPage } from '#document/model'
import { draftOf, takeUp, triageAnswer, type Answered } from '#document/consultation'
import type { EntryId } from '#document/ids'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId } from '#shared/ids'
import type { OpenProfile } from '../profile/open-profile.ts'
import { sameMemberIn } from '../drafting/member-names.ts'
import type { Answers, ApiContext } from './api-context.ts'
import { labelsIn } from '../drafting/amendments.ts'
import { mustWrite } from '../drafting/rights.ts'

const answerIn = ({ documents }: OpenProfile, document: DocumentId, id: string): Answered => {
  const all = documents.consultations(document).flatMap(({ answers }) => answers)
  const found = all.find(({ entry }) => entry.id === id)
  if (!found) throw new Failure('not-found')
  return found
}

/** The present text of each paragraph, without open suggestions. */
const textsIn = (
  { documents }: OpenProfile,
  document: DocumentId,
): ReadonlyMap<BlockId | null, string> =>
  new Map(settledPage(documents.page(document)).blocks.map(block => [block.id, blockText(block)]))

type TriageCalls = `consultations.${'triage' | 'draft' | 'takeUp'}`

export const triageAnswers = ({ now, profile }: ApiContext): Pick<Answers, TriageCalls> => {
  const writing = () => ({ at: now(), random })
  const acting = (document: DocumentId) => ({
    ...writing(),
    isSame: sameMemberIn(profile(), document),
    change: (work: () => void): void => work(),
  })
  return {
    async 'consultations.triage'({ document, answer, state, response }) {
      mustWrite(profile(), document)
      await profile().documents.editAs(document, doc => {
        if (!triageAnswer(doc, answer as EntryId, { state, response }, writing()))
          throw new Failure('not-found')
      })
    },

    'consultations.draft'({ document, answer }) {
      const { entry, received } = answerIn(profile(), document, answer)
      const now = textsIn(profile(), document).get(entry.block)
      const draft = now === undefined ? null : draftOf(entry, now)
      if (!draft || now === undefined) return null
      const { language } = profile().documents.page(document).meta
      const source = sourceLine(language, received)
      const why = printedWord(language, 'paper.fromConsultation', { source })
      return { now, wording: draft.text, clashes: draft.clashes, why }
    },

    async 'consultations.takeUp'({ document, answer, why, naming }) {
      mustWrite(profile(), document)
      let amendment: EntryId | null = null
      await profile().documents.editAs(document, doc => {
        const made = takeUp(doc, answer as EntryId, { why, naming }, acting(document))
        if ('refused' in made) throw new Failure(made.refused)
        amendment = made.id
      })
      return { amendment: (amendment && labelsIn(profile(), document).get(amendment)) ?? '' }
    },
  }
}
