// Answers about the consents of respondents.
import { codeOf } from '#document/consultation'
import { putConsent } from '#core/drafting/consultation'
import { consentsListed } from '#core/exports'
import type { AnswersOn, ApiContext } from './api-context.ts'

export const consentAnswers = ({ now, profile }: ApiContext): AnswersOn<'consents'> => ({
  'consents.list': async ({ document }) => {
    const items = await consentsListed(profile, document, now)
    return { rights: [...profile().documents.rightsNow(document)], items }
  },
  'consents.put': ({ document, ...consent }) =>
    putConsent(profile(), document, { ...consent, code: codeOf(consent.code) }, now()),
})
