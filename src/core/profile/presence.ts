// Presence: carets of other members in open documents.
import type { Archive } from '#core/archive'
import type { Documents } from '#core/documents'
import type { HeardPresence } from '#core/sync'
import { Presence } from '#shared/document-port'
import * as v from 'valibot'
import type { GroupList } from './group-list.ts'
import type { Spaces } from '#core/drafting'

const caretOf = (payload: Uint8Array | null): Presence | undefined => {
  if (payload === null) return null
  try {
    return v.parse(Presence, JSON.parse(new TextDecoder().decode(payload)))
  } catch {
    // A later version may write it in another way.
    return undefined
  }
}

type Parts = { archive: Archive; documents: Documents; groups: GroupList } & Pick<Spaces, 'homeOf'>

export const showPresence = (
  { archive, documents, groups, homeOf }: Parts,
  { group, device, member, document, payload }: HeardPresence,
): void => {
  const presence = caretOf(payload)
  const known = groups.member(homeOf(group), member)
  if (presence === undefined || known === undefined) return
  // Presence of a member in one group never shows the member's name in another.
  if (archive.documents.get(document)?.group !== group) return
  const { handle, color } = known
  documents.showCaret(document, { device, member, handle, color, presence })
}
