// Remote updates: they pass the gate and go into the archive and to the windows. Letters of which
// the gate is certain are shown first and taken in a moment later (decision 0039). Until then they
// are in the windows alone, and the next message of a window waits for them.
import * as Y from 'yjs'
import type { Archive } from '#core/archive'
import type { Bytes } from '#core/keys'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import { readUpdateBody } from './bodies.ts'
import type { Catalogue } from './catalogue.ts'
import { plainLetters } from './gate/plain.ts'
import { scanUpdate } from './gate/scan.ts'
import type { History } from './history/index.ts'
import type { DocumentCache } from './document-cache.ts'
import type { DocumentReplica } from './document-replica.ts'
import type { HeardUpdate } from './conflicts/index.ts'
import { openParts } from './incomplete-snapshots.ts'
import type { Claims } from './apart/claims.ts'
import type { Forking } from './apart/forking.ts'
import type { ClientIds } from './client-ids.ts'
import type { Delivery, Received } from './delivery.ts'
import { clearRules, receiver } from './receive.ts'
import type { Windows } from './windows.ts'

/** The outcome of a delivery that was shown. */
export type Ended = 'kept' | 'refused' | 'failed'

export type RemoteUpdates = {
  /** No part of the document's snapshot is still to come. */
  isWhole(group: GroupId, document: DocumentId): boolean
  receive(delivery: Delivery): Received
  /** Shows the windows what `receive` will apply, where that is certain and there are windows. */
  show(delivery: Delivery): boolean
  /** `failed`: the disk refused it, and the windows show it. */
  ended(delivery: Delivery, how: Ended): void
  /** Takes in everything that the windows of this document show. */
  settle(document: DocumentId): void
  /** Reads the document again from the archive, where missing messages may have come. */
  renew(document: DocumentId): void
}

type Rooms = {
  archive: Archive
  cache: DocumentCache
  ids: ClientIds
  claims: Claims
  forking: Forking
  catalogue: Pick<Catalogue, 'changed' | 'isKept' | 'markUnkept'>
  history: Pick<History, 'kept' | 'grown'>
  windows: Pick<Windows, 'tell' | 'withdraw' | 'has'>
  now(): number
  heard(update: HeardUpdate): void
  tell(group: GroupId, document: DocumentId): void
  /** Takes in now everything of this group that is shown. */
  takeIn(group: GroupId): void
}

/** Units of the words in a notice. */
const mostTold = 80

/** The letters of an update, so that a person recognises them. */
const wordsIn = (body: Bytes): string => {
  const scan = scanUpdate(readUpdateBody(body)?.update ?? new Uint8Array())
  if (typeof scan === 'string') return ''
  const letters = scan.sections
    .flatMap(({ structs }) => structs)
    .map(({ content }) => (content.kind === 'string' ? content.text : ''))
    .join('')
  return letters.length > mostTold ? `${letters.slice(0, mostTold).toWellFormed()}…` : letters
}

export const openRemoteUpdates = (rooms: Rooms): RemoteUpdates => {
  const { archive, cache, ids, claims, forking, catalogue, history, windows } = rooms
  const { now, heard, tell, takeIn } = rooms
  const parts = openParts(archive)
  /** The bodies that windows show and that are not taken in yet. */
  const shown = new Map<DocumentId, Set<Bytes>>()
  const isShown = ({ document, body }: Delivery): boolean => shown.get(document)?.has(body) ?? false

  const renew = (id: DocumentId): void => {
    cache.forget(id)
    const { doc } = cache.get(id)
    windows.tell(id, { kind: 'changed', update: Y.encodeStateAsUpdate(doc), by: null })
  }
  const changed = (
    document: DocumentReplica,
    update: Bytes,
    by: MemberId | null,
    delivery: Delivery,
  ): void => {
    const { id, group, lacks } = document
    // Windows first: a person may be looking at them, and at the lists later.
    if (!isShown(delivery)) windows.tell(id, { kind: 'changed', update, by })
    catalogue.changed(id, by)
    // After the transaction, whichever caller began it.
    queueMicrotask(() => {
      catalogue.markUnkept(document)
      // Once for all updates of one turn: the text is read again from its first message on.
      if (lacks && cache.find(id) === document) renew(id)
      tell(group, id)
    })
  }
  const receive = receiver({ archive, cache, ids, claims, forking, parts, now, heard, changed })

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
    show(delivery) {
      const { group, document: id, body, author } = delivery
      if (!windows.has(id) || !parts.isWhole(group, id)) return false
      const document = cache.find(id)
      const read = document?.group === group ? readUpdateBody(body) : null
      if (!document || !read || !catalogue.isKept(id) || document.lacks) return false
      const rules = clearRules(document, delivery, read)
      if (!rules || !plainLetters(document.doc, read.update, rules)) return false
      shown.set(id, (shown.get(id) ?? new Set()).add(body))
      windows.tell(id, { kind: 'changed', update: read.update, by: author })
      return true
    },
    ended(delivery, how) {
      const { document: id, body } = delivery
      const bodies = shown.get(id)
      bodies?.delete(body)
      if (bodies?.size === 0) shown.delete(id)
      if (how === 'refused')
        windows.withdraw(id, { kind: 'withdrawn', by: delivery.author, words: wordsIn(body) })
      const document = how === 'failed' ? cache.find(id) : null
      const read = document && readUpdateBody(body)
      const rules = document && read && clearRules(document, delivery, read)
      if (!rules) return
      // The windows go on from it, so the replica does too, like with everything that the disk
      // refuses.
      document.take(read.update, rules)
      document.isUnkept = true
    },
    settle(id) {
      if (shown.has(id)) takeIn(cache.get(id).group)
    },
    renew,
  }
}
