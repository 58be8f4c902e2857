// Remote updates: they pass the gate and go into the archive and to the windows.
import * as Y from 'yjs'
import type { Archive } from '#core/archive'
import type { Bytes } from '#core/keys'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import type { ActPorts } from '../acts.ts'
import type { Catalogue } from '../lists/index.ts'
import type { History } from '../history/index.ts'
import type { DocumentCache, DocumentReplica } from '../replica/index.ts'
import type { HeardUpdate } from '../conflicts/index.ts'
import { openParts, type ClientIds } from '../bodies/index.ts'
import type { Claims, Forking } from '../apart/index.ts'
import type { Delivery, Received } from '#core/messages'
import { receiver } from './receive.ts'
import type { Windows } from '../windows/index.ts'

export type RemoteUpdates = {
  /** No part of the document's snapshot is still to come. */
  isWhole(group: GroupId, document: DocumentId): boolean
  receive(delivery: Delivery): Received
  /** Reads the document again from the archive, where missing messages may have come. */
  renew(document: DocumentId): void
}

type Ports = {
  archive: Archive
  cache: DocumentCache
  ids: ClientIds
  claims: Claims
  forking: Forking
  acts: Pick<ActPorts, 'found'>
  catalogue: Pick<Catalogue, 'changed' | 'markUnkept'>
  history: Pick<History, 'kept' | 'grown'>
  windows: Pick<Windows, 'tell'>
  now(): number
  heard(update: HeardUpdate): void
  tell(group: GroupId, document: DocumentId): void
}

export const openRemoteUpdates = (ports: Ports): RemoteUpdates => {
  const { archive, cache, catalogue, history, windows, tell } = ports
  const parts = openParts(archive)

  const renew = (id: DocumentId): void => {
    cache.forget(id)
    const { doc } = cache.get(id)
    windows.tell(id, () => ({ kind: 'changed', update: Y.encodeStateAsUpdate(doc), by: null }))
  }
  const changed = (document: DocumentReplica, update: Bytes, by: MemberId | null): void => {
    const { id, group, lacks } = document
    // Windows first: a person may be looking at them, and at the lists later.
    windows.tell(id, () => ({ kind: 'changed', update, by }))
    catalogue.changed(id, by)
    // After the transaction, whichever caller began it.
    queueMicrotask(() => {
      catalogue.markUnkept(document)
      // Once for all updates of one turn: the text is read again from its first message on.
      if (lacks && cache.find(id) === document) renew(id)
      tell(group, id)
    })
  }
  const receive = receiver({ ...ports, parts, changed })

  return {
    isWhole: (group, document) => parts.expected(group, document).length === 0,
    receive(delivery) {
      const { document, feed, kind, author } = delivery
      // An update that failed in this turn is tried again within it: the replica has it, and
      // nothing else does.
      const known = cache.has(document) ? cache.find(document) : null
      if (known) catalogue.markUnkept(known)
      // The place where a branch leads off follows from the messages before it.
      const isForked = delivery.branches.length > 0 || known?.contests.forks.any() === true
      if (known && (!known.contests.isKept() || (known.isUnkept && isForked)))
        cache.forget(document)
      let received = receive(delivery)
      if (known?.isUnkept && typeof received === 'object') {
        // The message may be refused because of something that only the replica has.
        cache.forget(document)
        received = receive(delivery)
      }
      if (received !== 'applied') return received
      if (kind === 'update') history.kept(document, feed, author)
      else history.grown(document)
      return received
    },
    renew,
  }
}
