// Everything that a window (or the command line) may ask of core, and everything core may tell it
// unasked. The pages of contract/ are the whole surface: read them to know what the app can do.
import * as v from 'valibot'
import { adoptionCalls } from './contract/adoption.ts'
import { amendmentCalls } from './contract/amendments.ts'
import { attachmentCalls } from './contract/attachments.ts'
import { commentCalls } from './contract/comments.ts'
import { suggestionCalls } from './contract/suggestions.ts'
import { circleCalls } from './contract/circles.ts'
import { consentCalls } from './contract/consents.ts'
import { consultationCalls } from './contract/consultations.ts'
import { decisionCalls } from './contract/decisions.ts'
import { documentCalls } from './contract/documents.ts'
import { followUpCalls } from './contract/follow-up.ts'
import { forwardingCalls } from './contract/forwarding.ts'
import { handOverCalls } from './contract/hand-over.ts'
import { meetingCalls } from './contract/meeting-calls.ts'
import { minutesCalls } from './contract/minutes.ts'
import { exportCalls } from './contract/exports.ts'
import { exchangeCalls } from './contract/exchange.ts'
import { figureCalls } from './contract/figures.ts'
import { groupCalls } from './contract/groups.ts'
import { historyCalls } from './contract/history.ts'
import { languageCalls } from './contract/languages.ts'
import { paperCalls } from './contract/paper.ts'
import { Appearance, profileCalls, ProfileState, Saving, Settings } from './contract/profile.ts'
import { restrictedCalls } from './contract/restricted.ts'
import { secretariatCalls } from './contract/secretariat.ts'
import { searchCalls } from './contract/search.ts'
import { safetyCalls } from './contract/safety.ts'
import { taskCalls } from './contract/tasks.ts'
import { templateCalls } from './contract/templates.ts'
import { typedCalls } from './contract/typed.ts'
import { wordingCalls } from './contract/wordings.ts'
import { DocumentId, GroupId } from './ids.ts'

export * from './contract/adoption.ts'
export * from './contract/amendments.ts'
export * from './contract/comments.ts'
export * from './contract/attachments.ts'
export * from './contract/suggestions.ts'
export * from './contract/circles.ts'
export * from './contract/consents.ts'
export * from './contract/consultations.ts'
export * from './contract/decisions.ts'
export * from './contract/documents.ts'
export * from './contract/follow-up.ts'
export * from './contract/forwarding.ts'
export * from './contract/secretariat.ts'
export * from './contract/hand-over.ts'
export * from './contract/meeting-calls.ts'
export * from './contract/meetings.ts'
export * from './contract/minutes.ts'
export * from './contract/exchange.ts'
export * from './contract/exports.ts'
export * from './contract/figures.ts'
export * from './contract/group-shapes.ts'
export * from './contract/history.ts'
export * from './contract/languages.ts'
export * from './contract/leaving-list.ts'
export * from './vocabulary.ts'
export * from './contract/paper.ts'
export * from './contract/profile.ts'
export * from './contract/restricted.ts'
export * from './contract/safety.ts'
export * from './contract/search.ts'
export * from './contract/tasks.ts'
export * from './contract/wordings.ts'
export * from './contract/templates.ts'
export * from './contract/typed.ts'

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
  'profile.changed': ProfileState,
  'settings.changed': Settings,
  'appearance.changed': Appearance,
  'groups.changed': v.object({ group: GroupId }),
  'documents.changed': v.object({ group: GroupId, document: DocumentId }),
  /** An act about a decision or a meeting of this document came in or was written. */
  'decisions.changed': v.object({ group: GroupId, document: DocumentId }),
  /** Searches that are kept or remembered. */
  'searches.changed': v.object({}),
  'network.changed': v.object({ peers: v.number() }),
  progress: v.object({ task: v.string(), done: v.number(), total: v.number() }),
  /** Saving failed or works again (`saved`). */
  'saving.changed': v.object({ state: Saving }),
  'archive.missing': v.object({ edits: v.number() }),
} as const

export const contract = { calls, events } as const
export type CoreContract = typeof contract
