// Rights that are asked before an act.
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import type { Spaces, Texts } from './parts.ts'

export const mustWrite = ({ documents }: Texts, document: DocumentId): void => {
  if (!documents.rightsNow(document).has('write')) throw new Failure('not-permitted')
}

/**
 * A group that this device only asked to join has no documents yet, and asking again changes its
 * keys.
 */
export const mustBeIn = ({ groups }: Spaces, group: GroupId): void => {
  if (groups.get(group).entry().state === 'joining') throw new Failure('not-permitted')
}
