// Optimistic delivery: letters of others are shown before they are kept, so that a person does not
// wait for the disk. A message that is certain to be taken in goes to the windows at once, and into
// the archive a moment later. Until then no heads name it, no peer receives it and no replica
// contains it; after a crash a peer sends it again.
import type { Bytes } from '#core/keys'
import { rightsAlone } from '#shared/contract'
import type { FeedId } from '#shared/ids'
import type { Delivery, SyncArchive, SyncDocuments, SyncGroup } from './ports.ts'
import type { Authors } from './authors.ts'
import type { Tombstones } from './retire/tombstones.ts'
import type { Inbox } from './inbox.ts'
import type { FeedPlace, Message } from './message.ts'
import type { Pack } from './pack.ts'

export type OptimisticDelivery = {
  /**
   * Shows the content of an authentic pack, where its intake is certain. `take` takes it in at
   * once. `idle`: the pack brings nothing that a person waits to see; `known`: the pack brings
   * nothing.
   */
  show(pack: Pack, take: () => void): 'shown' | 'idle' | 'known' | 'due'
  /**
   * Takes in everything that was shown; with `places`, only messages at these places of feeds or
   * before them.
   */
  settle(places?: readonly FeedPlace[]): void
  /**
   * Takes in shown messages that `packs` name or follow, and shown messages for the same places.
   */
  settleBefore(packs: readonly Pack[]): void
  /** `work` takes in all of `packs` or none. The windows learn where it did not. */
  during<T>(packs: readonly Pack[], work: () => T): T
}

type Shown = Pick<Message, 'id' | 'feed' | 'seq'> & { delivery: Delivery; take: () => void }

export const openOptimisticDelivery = (rooms: {
  archive: Pick<SyncArchive, 'messages'>
  group: Pick<SyncGroup, 'id' | 'self'>
  documents: Pick<SyncDocuments, 'early'>
  authors: Pick<Authors, 'memberOf'>
  tombstones: Pick<Tombstones, 'has'>
  inbox: Pick<Inbox, 'look'>
}): OptimisticDelivery => {
  const { archive, group, documents, authors, tombstones, inbox } = rooms
  const shown = new Map<Pack, Shown>()

  /**
   * The delivery that the documents room will get for the message; null where that is not certain.
   * Changes nothing.
   */
  const deliveryOf = (message: Message, body: Bytes): Delivery | null => {
    const { audience, device, feed, document, kind } = message
    if (kind !== 'update' || !document) return null
    if (audience !== group.id || device === group.self.device || tombstones.has(document))
      return null
    const author = authors.memberOf(device)
    const from = { group: group.id, device, feed, document, kind, body } as const
    return (
      author && {
        ...from,
        author,
        handover: false,
        rights: () => rightsAlone,
        // An optimistic delivery claims no other feed and no contested id.
        id: message.id,
        seq: message.seq,
        saw: () => false,
        branches: [],
        heard: () => [],
      }
    )
  }

  const settle: OptimisticDelivery['settle'] = places => {
    if (shown.size === 0) return
    const furthest = new Map<FeedId, number>()
    for (const { feed, seq } of places ?? [])
      furthest.set(feed, Math.max(seq, furthest.get(feed) ?? -1))
    for (const { feed, seq, take } of [...shown.values()])
      if (!places || seq <= (furthest.get(feed) ?? -1)) take()
  }
  const settleBefore: OptimisticDelivery['settleBefore'] = packs => {
    if (shown.size === 0) return
    for (const { items } of packs)
      for (const { message } of items) settle([...message.after.feeds, message])
  }

  return {
    settle,
    settleBefore,
    show(pack, take) {
      // Another link may have brought the pack already. A pack that builds on shown messages comes
      // after them, and a second message for the same place is never shown.
      settleBefore([pack])
      const look = inbox.look(pack)
      if (look !== 'stands') return look
      const [{ message, body }, ...more] = pack.items
      if (!body || more.length > 0) return 'due'
      const delivery = documents.early ? deliveryOf(message, body) : null
      if (!delivery || !documents.early?.show(delivery)) return 'due'
      const { id, feed, seq } = message
      shown.set(pack, { id, feed, seq, delivery, take })
      return 'shown'
    },
    during(packs, work) {
      let isDone = false
      try {
        const result = work()
        isDone = true
        return result
      } finally {
        for (const pack of packs) {
          const found = shown.get(pack)
          if (!found || !shown.delete(pack)) continue
          const isKept = isDone && archive.messages.get(found.id)?.state === 'applied'
          documents.early?.ended(found.delivery, isKept ? 'kept' : isDone ? 'refused' : 'failed')
        }
      }
    },
  }
}
