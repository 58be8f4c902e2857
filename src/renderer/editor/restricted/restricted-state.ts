// Core's view of the restricted paragraphs of a document, refreshed when texts or circles change.
import type { DocumentSummary, Restricted } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'

const none: readonly Restricted[] = []

export const useRestricted = (document: DocumentId): readonly Restricted[] =>
  useAnswer('restricted.list', { document }, ['documents.changed', 'groups.changed']).value ?? none

/** The circle that reads a text; null where none does, undefined until core has answered. */
export const useInCircle = ({ group, readers }: Pick<DocumentSummary, 'group' | 'readers'>) => {
  const asked = readers.kind === 'circle' ? { group } : null
  const circles = useAnswer('circles.list', asked, ['groups.changed']).value
  if (readers.kind !== 'circle') return null
  return circles?.find(({ id }) => id === readers.circle)
}

/** The circles in which this member writes; none for null. */
export const useOwnCircles = (group: GroupId | null) =>
  (useAnswer('circles.list', group && { group }, ['groups.changed']).value ?? []).filter(
    ({ role }) => role === 'convener' || role === 'member',
  )
