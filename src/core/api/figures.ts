// Answers about figures.
import { addFigure, figuresIn, keepPicture, pictureAt } from '#core/drafting/files'
import { keptLinesIn } from '#core/drafting/minutes'
import type { AnswersOn, ApiContext } from './api-context.ts'

export const figureAnswers = ({ files, profile, now }: ApiContext): AnswersOn<'figures'> => ({
  'figures.list': ({ document }) => figuresIn(profile(), document),
  'figures.keep': ({ document, bytes }) => keepPicture(profile(), document, bytes),
  'figures.picture': ({ document, hash }) =>
    profile().documents.enclosed(document, { what: 'picture', hash }),
  async 'figures.insert'({ file, ...wanted }) {
    const bytes = await files.read(file)
    const kept = keptLinesIn(profile(), wanted.document, now())
    return addFigure(profile(), { ...wanted, bytes }, kept)
  },
  async 'figures.save'({ file, ...figure }) {
    await files.write(file, pictureAt(profile(), figure))
  },
})
