// The right to write, asked before an act.
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { OpenProfile } from '../profile/open-profile.ts'

export const mustWrite = (profile: OpenProfile, document: DocumentId): void => {
  if (!profile.documents.rightsNow(document).has('write')) throw new Failure('not-permitted')
}
