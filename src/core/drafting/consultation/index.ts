// Consents of respondents, and the triage of their replies.
export {
  consentsIn,
  consentsThatLack,
  missingConsents,
  mustBeConsented,
  putConsent,
  textsOfSheet,
} from './consents.ts'
export { draftFor, sayTriage, takeUpWording } from './triage.ts'
