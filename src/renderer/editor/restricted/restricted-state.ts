// What core knows of the restricted paragraphs of a document, asked again when texts or circles change.
import type { Restricted } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import { useAnswer } from '../../core.ts'

const none: readonly Restricted[] = []

export const useRestricted = (document: DocumentId): readonly Restricted[] =>
  useAnswer('restricted.list', { document }, ['documents.changed', 'groups.changed']).value ?? none

/** The circles in which this member writes; none for null. */
export const useOwnCircles = (group: GroupId | null) =>
  (useAnswer('circles.list', group && { group }, ['groups.changed']).value ?? []).filter(
    ({ role }) => role === 'convener' || role === 'member',
  )
