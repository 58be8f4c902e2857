// Answers about figures.
import { addFigure, figuresIn, keepPicture, pictureAt } from '#core/drafting/files'
import type { Answers, ApiContext } from './api-context.ts'

type FigureCalls = Extract<keyof Answers, `figures.${string}`>

export const figureAnswers = ({ files, profile }: ApiContext): Pick<Answers, FigureCalls> => ({
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
