// The files that belong to a document, counted by member: no device, no session and no number of entries
// makes room for more of one member's at the cost of another's.
import {
  countAttached,
  inTurn,
  mostAttachments,
  readAttachments,
  type Attachment,
} from '#shared/document'
import type { DeviceId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Library } from './library.ts'

export type Attached = {
  /** All that count. */
  of(document: DocumentId): Attachment[]
  /** What another document begins with, in which they are one member's. */
  carried(document: DocumentId): Attachment[]
  /** One more of this member's would not count. */
  isFull(document: DocumentId): boolean
}

export const attachedIn = (rooms: {
  library: Library
  memberOf(group: GroupId, device: DeviceId): MemberId | null
  selfOf(group: GroupId): MemberId | null
}): Attached => {
  const whoseIn =
    (document: DocumentId) =>
    (client: number): unknown => {
      const { authors, group } = rooms.library.get(document)
      const device = authors.get(client)?.device
      return device === undefined ? null : (rooms.memberOf(group, device) ?? device)
    }
  const of = (document: DocumentId): Attachment[] =>
    readAttachments(rooms.library.get(document).doc, whoseIn(document))
  return {
    of,
    carried: document => inTurn(of(document), whoseIn(document)),
    isFull(document) {
      const { doc, group } = rooms.library.get(document)
      const whose = whoseIn(document)
      const self = rooms.selfOf(group)
      return countAttached(doc, client => whose(client) === self) >= mostAttachments
    },
  }
}
