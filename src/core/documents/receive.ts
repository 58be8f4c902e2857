// Messages of members that change a document. Who wrote them and where they stand in their feed is
// proven already; here the gate decides what they may do.
import type { Archive, DocumentKey } from '#core/archive'
import type { Bytes } from '#core/keys'
import { readMeta } from '#shared/document'
import type { DeviceId, DocumentId, FeedId, GroupId, MemberId } from '#shared/ids'
import { documentIdOf, openAuthors } from './authors.ts'
import {
  readPartBody,
  readSnapshotBody,
  readStartBody,
  readUpdateBody,
  type BodyKind,
  type ClientRow,
  type SnapshotBody,
  type UpdateBody,
} from './bodies.ts'
import { admit } from './gate/admit.ts'
import type { Rules } from './gate/checks.ts'
import { snapshotLimits, updateLimits } from './gate/limits.ts'
import type { Library } from './library.ts'
import type { Loaded } from './loaded.ts'
import type { Parts } from './parts.ts'
import type { HeardUpdate } from './merges/index.ts'
import type { Beside } from './merges/beside.ts'
import { newReplica } from './replica.ts'

export type Delivery = {
  group: GroupId
  device: DeviceId
  feed: FeedId
  document: DocumentId
  kind: BodyKind
  body: Bytes
  author: MemberId
  /** A snapshot for this device alone, from the device that admitted it. */
  handover: boolean
  /** Whether its author settles amendments, where it stands. Who hands over is taken at her word. */
  settles(): boolean
  /** Whether its author may say more beside the text than comments; the same holds of who hands over. */
  proposes(): boolean
  /** Not known of what this device itself wrote. */
  beside?: Beside
}

/** `waits`: something that it builds on is not here yet. `refused` is for good. */
export type Received = 'applied' | 'waits' | { refused: string }

type Rooms = {
  archive: Archive
  library: Library
  now(): number
  parts: Parts
  /** The document changed by `update`, of which something may have been here already. */
  changed(document: Loaded, update: Bytes, by: MemberId | null, delivery: Delivery): void
  /** An update of another device was applied. */
  heard(update: HeardUpdate): void
}

const refused = (why: string): Received => ({ refused: why })

/** Who hands a newcomer what was there before her has not changed it. */
const changer = ({ author, handover }: Delivery): MemberId | null => (handover ? null : author)

/** What the gate holds an update to, and the feed that it was written in. */
export const rulesOfUpdate = (
  { authors }: Loaded,
  { device, feed, kind, settles, proposes }: Delivery,
  { originFeed, writers }: UpdateBody,
): { feed: FeedId; rules: Rules } => {
  const from = originFeed ?? feed
  const ids = new Set(authors.ids(device, from, writers))
  const rules: Rules = {
    ...{ limits: updateLimits, allowed: client => ids.has(client) },
    ...{ isRemarks: kind === 'remarks', settles, proposes },
  }
  return { feed: from, rules }
}

export const receiver = ({ archive, library, parts, now, changed, heard }: Rooms) => {
  const take = (
    document: Loaded,
    delivery: Delivery,
    update: Bytes,
    rules: Rules,
    note: () => void,
  ): Received => {
    const { admission, made } = document.take(update, rules)
    if (admission.is === 'waits') return 'waits'
    if (admission.is === 'refused') {
      if (admission.spoilt) library.forget(document.id)
      return refused(admission.why)
    }
    note()
    document.unfolded.count++
    document.unfolded.bytes += delivery.body.length
    // As it was sent: what it made also names words of others that went with a removed paragraph,
    // and a window would take them for words that the remover had read.
    if (made || document.isUnkept) changed(document, update, changer(delivery), delivery)
    return 'applied'
  }

  const receiveUpdate = (delivery: Delivery): Received => {
    const kind = delivery.kind === 'remarks' ? 'remarks' : 'update'
    const body = readUpdateBody(delivery.body, kind)
    if (!body) return refused('malformed')
    const document = library.get(delivery.document)
    const { authors } = document
    const { feed, rules } = rulesOfUpdate(document, delivery, body)
    const received = take(document, delivery, body.update, rules, () =>
      authors.noteFeed(delivery.device, feed, body.writers),
    )
    const { group, device, beside } = delivery
    if (received === 'applied' && beside) heard({ group, document: document.id, device, beside })
    return received
  }

  /** All client ids are what they claim, and only who admitted us may speak for others. */
  const areTrue = ({ document, device, handover }: Delivery, clients: ClientRow[]): boolean => {
    const authors = openAuthors(document)
    const mayName = (row: ClientRow): boolean => handover || row.device === device
    return clients.every(row => mayName(row) && authors.isTrue(row))
  }
  const isHonest = (delivery: Delivery, { clients, secret }: SnapshotBody): boolean => {
    const begunBy = new Set([delivery.device, ...clients.map(row => row.device)])
    return (
      areTrue(delivery, clients) &&
      [...begunBy].some(each => documentIdOf(each, secret) === delivery.document)
    )
  }
  const rulesFor = (delivery: Delivery, rows: readonly ClientRow[]): Rules => {
    const clients = new Set(rows.map(({ client }) => client))
    return {
      ...{ limits: snapshotLimits, allowed: client => clients.has(client), isState: true },
      settles: () => delivery.handover || delivery.settles(),
      proposes: () => delivery.handover || delivery.proposes(),
    }
  }

  /** The row of a document that is new here; its particulars are read from its own state. */
  const begin = (delivery: Delivery, { secret, state }: SnapshotBody, rules: Rules): Received => {
    const trial = newReplica()
    try {
      const admission = admit(trial, state, rules)
      if (admission.is === 'waits') return 'waits'
      if (admission.is === 'refused') return refused(admission.why)
      const { kind, title, language, reference, status } = readMeta(trial)
      archive.documents.put({
        ...{ id: delivery.document, group: delivery.group },
        ...{ kind, title, language, reference, status, secret, shared: true, words: 0 },
        ...{ createdAt: now(), changedAt: now(), changedBy: changer(delivery) },
      })
      return 'applied'
    } finally {
      trial.destroy()
    }
  }

  const receiveSnapshot = (
    delivery: Delivery,
    row: DocumentKey | null,
    body: SnapshotBody | null,
  ): Received => {
    if (!body) return refused('malformed')
    if (!isHonest(delivery, body)) return refused('own-client')
    const rules: Rules = { ...rulesFor(delivery, body.clients), isWhole: true }
    const begun = row ? 'applied' : begin(delivery, body, rules)
    if (begun !== 'applied') return begun
    const document = library.get(delivery.document)
    return take(document, delivery, body.state, rules, () => document.authors.note(body.clients))
  }

  const receivePart = (delivery: Delivery): Received => {
    const body = readPartBody(delivery.body)
    if (!body) return refused('malformed')
    if (!areTrue(delivery, body.clients)) return refused('own-client')
    const document = library.get(delivery.document)
    return take(document, delivery, body.update, rulesFor(delivery, body.clients), () =>
      document.authors.note(body.clients),
    )
  }

  const receiveStart = (delivery: Delivery, row: DocumentKey | null): Received => {
    const { group, device, document, feed, handover } = delivery
    // Whoever began it has said all of it to all; what waits for parts would wait for nothing.
    if (row && !handover) return refused('begun')
    const body = readStartBody(delivery.body)
    const received = receiveSnapshot(delivery, row, body)
    if (body && received === 'applied')
      parts.expect(group, document, { device, feed, left: body.parts })
    return received
  }

  return (delivery: Delivery): Received => {
    const row = archive.documents.keyOf(delivery.document)
    if (row && row.group !== delivery.group) return refused('group')
    if (row && !row.shared) return refused('not-shared')
    const { group, device, document, feed, kind, body, handover } = delivery
    const expected = parts.expected(group, document)
    if (kind === 'snapshot-part') {
      if (!row) return 'waits'
      const own = expected.find(each => each.feed === feed)
      if (!own) return refused('unannounced')
      const received = receivePart(delivery)
      if (received === 'applied')
        parts.expect(group, document, { device, feed, left: own.left - 1 })
      return received
    }
    const begins = kind === 'snapshot' || kind === 'snapshot-start'
    // Another who was asked may give all of it meanwhile.
    if (expected.length > 0 && !(begins && handover)) return 'waits'
    if (kind === 'snapshot-start') return receiveStart(delivery, row)
    if (kind !== 'snapshot') return row ? receiveUpdate(delivery) : 'waits'
    const received = receiveSnapshot(delivery, row, readSnapshotBody(body))
    if (received === 'applied' && expected.length > 0)
      parts.expect(group, document, { device, feed, left: 0 })
    return received
  }
}
