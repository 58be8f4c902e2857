// Answers about wordings of a forked message. Signed messages say which member chose which wording.
import type { Answers, Workings } from './answers.ts'
import { namesIn } from './comments.ts'

export const wordingAnswers = ({
  session,
}: Workings): Pick<Answers, 'wordings.list' | 'wordings.compare' | 'wordings.keep'> => ({
  'wordings.list'({ document }) {
    const { documents } = session()
    const nameOf = namesIn(session(), document)
    return documents
      .wordings(document)
      .map(({ device, wordings, wishedBy }) => ({
        device,
        wordings: wordings.map(({ branch, wishedBy: by }) => ({
          branch,
          wishedBy: by.map(nameOf),
        })),
        wishedBy: wishedBy.map(nameOf),
        settles: documents.settles(document),
      }))
  },
  async 'wordings.compare'({ document, of }) {
    const compared = await session().documents.compareWordings(document, of)
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
  'wordings.keep': ({ document, keeps, of }) =>
    session().documents.keepWording(document, keeps, of),
})
