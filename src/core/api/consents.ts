// Answers about the consents of respondents.
import { codeOf } from '#document/consultation'
import { consentsIn, putConsent } from '#core/drafting/consultation'
import type { Answers, ApiContext } from './api-context.ts'
import { namesIn } from '#core/drafting/members'

type ConsentCalls = Extract<keyof Answers, `consents.${string}`>

export const consentAnswers = ({ now, profile }: ApiContext): Pick<Answers, ConsentCalls> => ({
  'consents.list': ({ document }) => ({
    rights: [...profile().documents.rightsNow(document)],
    items: consentsIn(profile(), document, now(), namesIn(profile(), document)),
  }),
  'consents.put': ({ document, ...consent }) =>
    putConsent(profile(), document, { ...consent, code: codeOf(consent.code) }, now()),
})
