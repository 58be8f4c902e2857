// Answers about the consents of respondents.
import { codeOf } from '#document/consultation'
import { consentsIn, putConsent } from '#core/drafting/consultation'
import type { AnswersOn, ApiContext } from './api-context.ts'
import { namesIn } from '#core/drafting/members'

export const consentAnswers = ({ now, profile }: ApiContext): AnswersOn<'consents'> => ({
  'consents.list': ({ document }) => ({
    rights: [...profile().documents.rightsNow(document)],
    items: consentsIn(profile(), document, now(), namesIn(profile(), document)),
  }),
  'consents.put': ({ document, ...consent }) =>
    putConsent(profile(), document, { ...consent, code: codeOf(consent.code) }, now()),
})
