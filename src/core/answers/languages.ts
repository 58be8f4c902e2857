// Answers about versions in other languages.
import {
  bringParagraphs,
  comparedVersion,
  confirmTranslated,
  languagesOf,
  originalOf,
} from '../languages.ts'
import type { Answers, Workings } from './answers.ts'
import { namesIn } from './comments.ts'
import { versionIn } from './copying.ts'

type LanguageCalls = Extract<keyof Answers, `languages.${string}`>

export const languageAnswers = ({ now, session }: Workings): Pick<Answers, LanguageCalls> => ({
  'languages.list': ({ document }) => languagesOf(session(), document),
  'languages.add': ({ document, language }) =>
    versionIn(session(), { original: originalOf(session(), document), language }),
  'languages.compare': ({ document }) =>
    comparedVersion(session(), document, namesIn(session(), document)),
  'languages.confirm': ({ document, paragraphs }) =>
    confirmTranslated(session(), document, paragraphs, now()),
  'languages.bring': ({ document }) => bringParagraphs(session(), document),
})
