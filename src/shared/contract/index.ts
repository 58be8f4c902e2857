// Everything that a window (or the command line) may ask of core, and everything core may tell it
// unasked. The pages of contract/ are the whole surface: read them to know what the app can do.
import { adoptionCalls } from './adoption.ts'
import { amendmentCalls } from './amendments.ts'
import { attachmentCalls } from './attachments.ts'
import { commentCalls } from './comments.ts'
import { suggestionCalls } from './suggestions.ts'
import { circleCalls } from './circles.ts'
import { consentCalls } from './consents.ts'
import { consultationCalls } from './consultations.ts'
import { decisionCalls } from './decisions.ts'
import { documentCalls } from './documents.ts'
import { followUpCalls } from './follow-up.ts'
import { forwardingCalls } from './forwarding.ts'
import { handOverCalls } from './hand-over.ts'
import { meetingCalls } from './meeting-calls.ts'
import { minutesCalls } from './minutes.ts'
import { exportCalls } from './exports.ts'
import { exchangeCalls } from './exchange.ts'
import { figureCalls } from './figures.ts'
import { groupCalls } from './groups.ts'
import { historyCalls } from './history.ts'
import { languageCalls } from './languages.ts'
import { paperCalls } from './paper.ts'
import {
  type Appearance,
  profileCalls,
  type ProfileState,
  type Saving,
  type Settings,
} from './profile.ts'
import { restrictedCalls } from './restricted.ts'
import { secretariatCalls } from './secretariat.ts'
import { searchCalls } from './search.ts'
import { safetyCalls } from './safety.ts'
import { taskCalls } from './tasks.ts'
import { templateCalls } from './templates.ts'
import { typedCalls } from './typed.ts'
import { wordingCalls } from './wordings.ts'
import type { DocumentId, GroupId } from '../ids.ts'
import { tells } from '../rpc.ts'

export * from './adoption.ts'
export * from './amendments.ts'
export * from './comments.ts'
export * from './attachments.ts'
export * from './suggestions.ts'
export * from './circles.ts'
export * from './consents.ts'
export * from './consultations.ts'
export * from './decisions.ts'
export * from './documents.ts'
export * from './follow-up.ts'
export * from './forwarding.ts'
export * from './secretariat.ts'
export * from './hand-over.ts'
export * from './meeting-calls.ts'
export * from './meetings.ts'
export * from './minutes.ts'
export * from './exchange.ts'
export * from './exports.ts'
export * from './figures.ts'
export * from './group-shapes.ts'
export * from './history.ts'
export * from './languages.ts'
export * from './leaving-list.ts'
export * from '../vocabulary.ts'
export * from './paper.ts'
export * from './profile.ts'
export * from './restricted.ts'
export * from './safety.ts'
export * from './search.ts'
export * from './tasks.ts'
export * from './wordings.ts'
export * from './templates.ts'
export * from './typed.ts'

export const calls = {
  ...profileCalls,
  ...groupCalls,
  ...circleCalls,
  ...documentCalls,
  ...decisionCalls,
  ...adoptionCalls,
  ...meetingCalls,
  ...minutesCalls,
  ...followUpCalls,
  ...forwardingCalls,
  ...secretariatCalls,
  ...handOverCalls,
  ...commentCalls,
  ...wordingCalls,
  ...amendmentCalls,
  ...figureCalls,
  ...attachmentCalls,
  ...restrictedCalls,
  ...consentCalls,
  ...consultationCalls,
  ...suggestionCalls,
  ...historyCalls,
  ...languageCalls,
  ...paperCalls,
  ...exportCalls,
  ...exchangeCalls,
  ...safetyCalls,
  ...searchCalls,
  ...taskCalls,
  ...templateCalls,
  ...typedCalls,
} as const

export const events = {
  'profile.changed': tells<ProfileState>(),
  'settings.changed': tells<Settings>(),
  'appearance.changed': tells<Appearance>(),
  'groups.changed': tells<{ group: GroupId }>(),
  'documents.changed': tells<{ group: GroupId; document: DocumentId }>(),
  /** An act about a decision or a meeting of this document came in or was written. */
  'decisions.changed': tells<{ group: GroupId; document: DocumentId }>(),
  /** Searches that are kept or remembered. */
  'searches.changed': tells<Record<string, never>>(),
  'network.changed': tells<{ peers: number }>(),
  progress: tells<{ task: string; done: number; total: number }>(),
  /** Saving failed or works again (`saved`). */
  'saving.changed': tells<{ state: Saving }>(),
  'archive.missing': tells<{ edits: number }>(),
} as const

export const contract = { calls, events } as const
export type CoreContract = typeof contract
