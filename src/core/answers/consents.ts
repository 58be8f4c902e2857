// Answers about the consents of respondents.
import { codeOf } from '#shared/document'
import { consentsIn, missingConsents, putConsent, textsOfSheet } from '../consents.ts'
import type { Answers, Workings } from './answers.ts'
import { namesIn } from './comments.ts'
import { wordsOf } from './paper.ts'

type ConsentCalls = Extract<keyof Answers, `consents.${string}`>

export const consentAnswers = ({ now, session }: Workings): Pick<Answers, ConsentCalls> => ({
  'consents.list': ({ document }) => ({
    may: session().documents.writes(document),
    items: consentsIn(session(), document, now(), namesIn(session(), document)),
  }),
  'consents.put': ({ document, ...consent }) =>
    putConsent(session(), document, { ...consent, code: codeOf(consent.code) }, now()),
  'consents.missing'({ document, restricted }) {
    const texts = textsOfSheet(wordsOf(session(), document, restricted))
    return missingConsents(session(), document, texts, now())
  },
})
