// Answers about wordings of a forked message. Signed messages say which member chose which wording.
import type { AnswersOn, ApiContext } from './api-context.ts'
import { keptLinesIn } from '#core/drafting/minutes'
import { namesIn } from '#core/drafting/members'

export const wordingAnswers = ({ profile, now }: ApiContext): AnswersOn<'wordings'> => ({
  'wordings.list'({ document }) {
    const { documents } = profile()
    const nameOf = namesIn(profile(), document)
    const settles = documents.rightsNow(document).has('settle')
    return documents
      .wordings(document)
      .map(({ device, wordings, wishedBy }) => ({
        device,
        wordings: wordings.map(each => ({
          branch: each.branch,
          wishedBy: each.wishedBy.map(nameOf),
          settles: settles || each.isSeconded,
        })),
        wishedBy: wishedBy.map(nameOf),
        settles,
      }))
  },
  async 'wordings.compare'({ document, of }) {
    const compared = await profile().documents.compareWordings(document, of)
    return compared.map(({ branch, paragraphs }) => ({
      branch,
      paragraphs: paragraphs.map(each => ({
        ...each,
        deeds: [...each.deeds],
        by: [...each.by],
        pieces: each.pieces.map(piece => ({ ...piece, by: [...piece.by] })),
      })),
    }))
  },
  async 'wordings.keep'({ document, keeps, of }) {
    const { documents } = profile()
    await documents.keepWording(document, keeps, of, keptLinesIn(profile(), document, now()))
    const open = documents.wordings(document).flatMap(({ wordings }) => wordings)
    return { isSettled: !open.some(({ branch }) => branch === of) }
  },
})
