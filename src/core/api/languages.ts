// Answers about versions in other languages.
import {
  bringParagraphs,
  comparedVersion,
  confirmTranslated,
  languagesOf,
  originalOf,
} from '#core/drafting/languages'
import type { AnswersOn, ApiContext } from './api-context.ts'
import { namesIn } from '#core/drafting/members'
import { versionIn } from '#core/drafting/copies'

export const languageAnswers = ({ now, profile }: ApiContext): AnswersOn<'languages'> => ({
  'languages.list': ({ document }) => languagesOf(profile(), document),
  'languages.add': ({ document, language }) =>
    versionIn(profile(), { original: originalOf(profile(), document), language }),
  'languages.compare': ({ document }) =>
    comparedVersion(profile(), document, namesIn(profile(), document)),
  'languages.confirm': ({ document, paragraphs }) =>
    confirmTranslated(profile(), document, paragraphs, now()),
  'languages.bring': ({ document }) => bringParagraphs(profile(), document),
})
