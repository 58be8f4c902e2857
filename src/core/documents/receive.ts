// Messages of members that change a document. Who wrote them and where they stand in their feed is
// proven already; here the gate decides what they may do.
import * as Y from 'yjs'
import type { Archive } from '#core/archive'
import type { Bytes } from '#core/keys'
import { readMeta } from '#shared/document'
import type { DeviceId, DocumentId, FeedId, GroupId, MemberId } from '#shared/ids'
import { readSnapshotBody, readUpdateBody, type ClientRow } from './bodies.ts'
import type { Catalogue } from './catalogue.ts'
import { admit } from './gate/admit.ts'
import { type Limits, snapshotLimits, updateLimits } from './gate/limits.ts'
import type { Library } from './library.ts'
import { isHonest, type Loaded, writersOf } from './loaded.ts'
import { newReplica } from './replica.ts'
import type { Windows } from './windows.ts'

export type Delivery = {
  group: GroupId
  device: DeviceId
  feed: FeedId
  document: DocumentId
  kind: 'update' | 'snapshot'
  body: Bytes
  author: MemberId
  /** A snapshot for this device alone, from the device that admitted it. */
  handover: boolean
}

/** `waits`: something that it builds on is not here yet. `refused` is for good. */
export type Received = 'applied' | 'waits' | { refused: string }

type Rooms = {
  archive: Archive
  library: Library
  windows: Windows
  catalogue: Catalogue
  tell(group: GroupId, document: DocumentId): void
}

const malformed: Received = { refused: 'malformed' }

export const receiver = (rooms: Rooms) => {
  const { archive, library, windows, catalogue, tell } = rooms

  const take = (
    document: Loaded,
    { author }: Delivery,
    { update, writers, limits }: { update: Bytes; writers: readonly ClientRow[]; limits: Limits },
  ): Received => {
    const clients = new Set(writers.map(({ client }) => client))
    const rules = { limits, allowed: (client: number) => clients.has(client) }
    const admission = admit(document.doc, update, rules, { origin: 'member' })
    if (admission.is === 'waits') return 'waits'
    if (admission.is === 'refused') {
      if (admission.spoilt) library.forget(document.id)
      return { refused: admission.why }
    }
    document.unfolded++
    for (const writer of writers) document.writers.set(writer.client, writer)
    catalogue.changed(document.id, author)
    windows.tell(document.id, { kind: 'changed', update, by: author })
    // Told when the transaction is over, whoever began it.
    queueMicrotask(() => tell(document.group, document.id))
    return 'applied'
  }

  const receiveUpdate = (delivery: Delivery): Received => {
    const body = readUpdateBody(delivery.body)
    if (!body) return malformed
    const document = library.find(delivery.document)
    if (!document) return 'waits'
    const { device, feed } = delivery
    const writers = writersOf(device, body.originFeed ?? feed, document.id, body.writers)
    return take(document, delivery, { update: body.update, writers, limits: updateLimits })
  }

  /** The row of a document that is new here; its particulars are read from its own state. */
  const begin = ({ group, document }: Delivery, secret: Bytes, state: Bytes): void => {
    const doc = newReplica()
    Y.applyUpdate(doc, state)
    const { kind, title, language, reference, status } = readMeta(doc)
    doc.destroy()
    archive.documents.put({
      ...{ id: document, group, kind, title, language, reference, status, secret },
      ...{ shared: true, createdAt: 0, changedAt: 0, changedBy: null, words: 0 },
    })
  }

  const receiveSnapshot = (delivery: Delivery): Received => {
    const body = readSnapshotBody(delivery.body)
    if (!body) return malformed
    const { clients: writers, state, secret } = body
    const { device, document: id, handover } = delivery
    const honest = writers.every(
      writer => isHonest(id, writer) && (handover || writer.device === device),
    )
    if (!honest) return { refused: 'own-client' }
    if (!library.find(id)) {
      const clients = new Set(writers.map(({ client }) => client))
      const rules = {
        limits: snapshotLimits,
        allowed: (client: number) => clients.has(client),
        isWhole: true,
      }
      const trial = newReplica()
      const admission = admit(trial, state, rules)
      trial.destroy()
      if (admission.is === 'waits') return 'waits'
      if (admission.is === 'refused') return { refused: admission.why }
      begin(delivery, secret, state)
    }
    return take(library.get(id), delivery, { update: state, writers, limits: snapshotLimits })
  }

  return {
    receive: (delivery: Delivery): Received =>
      delivery.kind === 'update' ? receiveUpdate(delivery) : receiveSnapshot(delivery),
  }
}
