// What core knows of the restricted paragraphs of a document, asked again when texts or circles change.
import type { Restricted } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import { useAnswer } from '../../core.ts'

const none: readonly Restricted[] = []

export const useRestricted = (document: DocumentId): readonly Restricted[] =>
  useAnswer('restricted.list', { document }, ['documents.changed', 'groups.changed']).value ?? none

/** The circles in which this member writes. */
export const useOwnCircles = (group: GroupId) =>
  (useAnswer('circles.list', { group }, ['groups.changed']).value ?? []).filter(
    ({ role }) => role === 'convener' || role === 'member',
  )
