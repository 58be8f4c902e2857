// Incomplete snapshots: documents of which a start came and parts are still to come. Until they are
// here no other message of the document is judged, because it may build on a part. Where several
// devices were asked to return a document, each may begin, and the first one to send all of it
// completes it: a device that announces parts and sends none delays nothing.
import type { Archive, Expected } from '#core/archive'
import type { DocumentId, GroupId } from '#shared/ids'

export type Parts = {
  /** The devices with parts still to come; none where the document is whole, or not here. */
  expected(group: GroupId, document: DocumentId): Expected[]
  /**
   * In the transaction that keeps the message. For one device the last start counts; when one of
   * them has nothing left, the document is whole.
   */
  expect(group: GroupId, document: DocumentId, expected: Expected): void
}

export const openParts = ({ expectedParts }: Pick<Archive, 'expectedParts'>): Parts => {
  return {
    expected: (group, document) =>
      expectedParts
        .list({ group, document })
        .map(({ device, feed, left }) => ({ device, feed, left })),
    expect(group, document, one) {
      if (one.left === 0) expectedParts.remove({ group, document })
      else expectedParts.put({ group, document, ...one })
    },
  }
}
