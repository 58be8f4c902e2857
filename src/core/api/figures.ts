// Answers about figures.
import { addFigure, figuresIn, keepPicture, pictureAt } from '#core/drafting/files'
import type { AnswersOn, ApiContext } from './api-context.ts'

export const figureAnswers = ({ files, profile }: ApiContext): AnswersOn<'figures'> => ({
  'figures.list': ({ document }) => figuresIn(profile(), document),
  'figures.keep': ({ document, bytes }) => keepPicture(profile(), document, bytes),
  'figures.picture': ({ document, hash }) =>
    profile().documents.enclosed(document, { what: 'picture', hash }),
  async 'figures.insert'({ file, ...wanted }) {
    return addFigure(profile(), { ...wanted, bytes: await files.read(file) })
  },
  async 'figures.save'({ file, ...figure }) {
    await files.write(file, pictureAt(profile(), figure))
  },
})
