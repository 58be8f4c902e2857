// Documents as exchange sees them: messages go in, and their state is asked for.
import type { Archive } from '#core/archive'
import type { Documents } from '#core/documents'
import { fromHex } from '#core/keys'
import type { SyncDocuments } from '#core/sync'
import type { LostEdits } from './lost-edits.ts'
import type { Spaces } from '#core/drafting'

/** `documents` is called only after a message arrived; documents are open by then. */
export const documentSink = (
  documents: () => Documents,
  {
    archive,
    lost,
    spaceOf,
  }: { archive: Archive; lost: Pick<LostEdits, 'cameBack'> } & Pick<Spaces, 'spaceOf'>,
): SyncDocuments => ({
  receive: delivery => {
    const received = documents().receive(delivery)
    const { group, device } = delivery
    const isOwn = device === spaceOf(group).self.device
    // After the transaction that keeps the message, which may fail.
    if (isOwn && received === 'applied') queueMicrotask(() => lost.cameBack())
    return received
  },
  receiveWithoutEffect: given => documents().receiveWithoutEffect(given),
  isWhole: (group, document) => documents().isWhole(group, document),
  together: (ids, work) => documents().together(ids, work),
  receivePiece: piece => documents().receivePiece(piece),
  picturesFor: document => documents().picturesFor(document),
  enclosedHere: document => documents().enclosedHere(document),
  bringAgain: (document, lackedBy) => documents().bringAgain(document, lackedBy),
  snapshotFor: (document, heads) => documents().snapshotFor(document, heads),
  sealed: delivery => documents().sealing.sealed(delivery),
  dropped: (group, document) => documents().sealing.drop(group, document),
  unsealed: group => documents().unsealed({ group }),
  seal: () => documents().sealNow(),
  unsealedOf: id => documents().unsealed({ document: id }) + documents().sealing.held(id),
  digestOf: document =>
    archive.documents.get(document) ? fromHex(documents().digest(document)) : null,
  digestFrom: messages => documents().sealing.digestFrom(messages),
  rebuild: document => documents().rebuild(document),
  split: given => documents().split(given),
})
