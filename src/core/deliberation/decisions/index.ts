// Decisions: use cases over the acts of documents.
export {
  close,
  declare,
  explain,
  hear,
  register,
  reopen,
  see,
  signOutcome,
  takePosition,
  withdraw,
} from './acting.ts'
export { ask, mayAskIn, prepare, quorumFor } from './asking.ts'
export { askConsent, consentable } from './consent-agenda.ts'
export { circulate, circulatedOf, mayCirculate } from './circulating.ts'
export { adoptionIn, continuedBy, goesOn } from './continuing.ts'
export { findQuestion, questionsIn, type DecisionPorts, type FoundQuestion } from './ports.ts'
export { fixesText } from './reading.ts'
export { ActReadings } from './readings.ts'
export { TextStatuses } from './statuses.ts'
export {
  apartFrom,
  betweenTexts,
  changedLines,
  comparedTexts,
  exactTextsIn,
  readsAs,
  shownLines,
  textFilesOf,
  textIn,
  textsOf,
  type Apart,
  type ComparedText,
} from './texts.ts'
export { decisionOf, listDecisions } from './views.ts'
