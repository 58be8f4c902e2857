// Answers about wordings that a device signed for one place. Who wished for which follows from the signed
// messages.
import type { Answers, Workings } from './answers.ts'
import { namesIn } from './comments.ts'

export const wordingAnswers = ({
  session,
}: Workings): Pick<Answers, 'wordings.list' | 'wordings.keep'> => ({
  async 'wordings.list'({ document }) {
    const { documents } = session()
    const places = await documents.wordings(document)
    const nameOf = namesIn(session(), document)
    return places.map(({ device, wordings, wishedBy }) => ({
      device,
      wordings: wordings.map(({ branch, paragraphs, wishedBy: by }) => ({
        branch,
        paragraphs: paragraphs.map(each => ({
          ...each,
          ...{ deeds: [...each.deeds], by: [...each.by] },
          pieces: each.pieces.map(piece => ({ ...piece, by: [...piece.by] })),
        })),
        wishedBy: by.map(nameOf),
      })),
      wishedBy: wishedBy.map(nameOf),
      settles: documents.settles(document),
    }))
  },
  'wordings.keep': ({ document, keeps, of }) =>
    session().documents.keepWording(document, keeps, of),
})
