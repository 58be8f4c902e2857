// Rights that are asked before an act.
import { isActive } from '#core/group'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import type { Spaces, Texts } from './parts.ts'

export const mustWrite = ({ documents }: Texts, document: DocumentId): void => {
  if (!documents.rightsNow(document).has('write')) throw new Failure('not-permitted')
}

/**
 * A group that this device only asked to join has no documents yet, and asking again changes its
 * keys. In one that it left, or was removed from, nobody would ever get a new text. Failures:
 * `not-permitted` while joining, `not-in-group`.
 */
export const mustBeIn = ({ groups }: Pick<Spaces, 'groups'>, group: GroupId): void => {
  const found = groups.get(group)
  if (isActive(found.state(), found.self.device)) return
  throw new Failure(found.entry().state === 'joining' ? 'not-permitted' : 'not-in-group')
}
