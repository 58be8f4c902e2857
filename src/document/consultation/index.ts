// Consultation rounds, the answers to them, and the consent of respondents.
export {
  carriedConsents,
  codeOf,
  codesIn,
  consentEntries,
  consentScopes,
  inOrder,
  longestConsent,
  NewConsent,
  readConsents,
  saidAt,
  sayConsent,
  standingOn,
  unprintedIn,
  withoutConsent,
  type Consent,
  type ConsentScope,
  type ConsentStanding,
} from './consents.ts'
export { consultationEntries } from './consultation-entries.ts'
export {
  namedOutside,
  readConsultations,
  type Answered,
  type ConsultationRound,
} from './consultations.ts'
export {
  baseOf,
  beginRound,
  draftOf,
  endRound,
  takeIn,
  takeUp,
  triageAnswer,
  type SentPart,
} from './consulting.ts'
