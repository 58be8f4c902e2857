// Acts in documents: the updates in which they are read, the log that holds them, and entries in a
// message of their own. Another room keeps acts and knows what they mean.
import type { Archive } from '#core/archive'
import type { Bytes } from '#core/keys'
import { actsInLog, actsInUpdate, type LoggedAct } from '#document/adoption'
import type { Attachment } from '#document/files'
import type { DeviceId, DocumentId, GroupId } from '#shared/ids'
import type * as Y from 'yjs'
import { contentOf, readUpdateBody, type Place } from './bodies/index.ts'
import type { Delivery } from '#core/messages'
import type { DocumentCache } from './replica/index.ts'

/** An update of a member, with what its author had seen. `isLogged`: a document took it in. */
export type TakenUpdate = {
  group: GroupId
  document: DocumentId
  device: DeviceId
  update: Bytes
  isLogged: boolean
  /** A copy for this device alone. */
  handover: boolean
  saw(place: Place): boolean
}

export type NamedFile = { name: string; hash: string; at: number }

export type ActPorts = {
  /** In the transaction that keeps the message, whatever its effect. */
  found(taken: TakenUpdate): void
  /** Acts with which a document begins that goes on from this one. */
  carried(document: DocumentId): LoggedAct[]
  /** Files that questions about it name: they go along, taken out or not. */
  files(document: DocumentId): NamedFile[]
  /** The files beside it that are exact texts of acts. */
  exactTexts(document: DocumentId): (file: Pick<Attachment, 'hash' | 'name'>) => boolean
  /** Another document goes on from this one; in the transaction that drops it. */
  retired(document: DocumentId, successor: DocumentId): void
  /** Its rows are removed, in the transaction that is open. */
  dropped(document: DocumentId): void
  /** A decision about the text is open, or adopted it: windows of this device write no more in it. */
  isFixed(group: GroupId, document: DocumentId): boolean
}

export type Remarking = {
  /** Writes the entries. */
  write(doc: Y.Doc): void
  /** In the transaction that keeps the message; nothing is kept where it throws. */
  keep(): void
}

/**
 * Writes entries that go out alone: in a message of their own, by a writer that no window writes with.
 * `prepare` is called when earlier edits are in messages. Failures: `not-found`, `not-permitted`, and
 * those of a disk that refuses.
 */
export type RemarkAlone = (document: DocumentId, prepare: () => Remarking) => void

export type ActAnswers = {
  /** Every act in the log beside its text. */
  acts(document: DocumentId): LoggedAct[]
  /** The acts that came in messages of members, with the places of these. */
  actMessages(document: DocumentId): (Place & { acts: LoggedAct[] })[]
  /**
   * `remarks` that stand and have no effect on a document, or for which none is here any more: acts in
   * them are read all the same.
   */
  receiveWithoutEffect(given: Pick<Delivery, 'group' | 'document' | 'device' | 'body'>): void
}

export const actAnswers = ({
  archive,
  cache,
  acts: port,
}: {
  archive: Pick<Archive, 'messages'>
  cache: Pick<DocumentCache, 'get'>
  acts: Pick<ActPorts, 'found'>
}): ActAnswers => ({
  acts: id => actsInLog(cache.get(id).doc),
  actMessages: id =>
    archive.messages.ofDocument(id, 0).flatMap(({ kind, body, line, seq }) => {
      const isOfMember = kind === 'remarks' || kind === 'update'
      const update = isOfMember && body ? contentOf(kind, body) : null
      const acts = update ? actsInUpdate(update) : []
      return acts.length > 0 ? [{ feed: line, seq, acts }] : []
    }),
  receiveWithoutEffect({ body, ...given }) {
    const update = readUpdateBody(body, 'remarks')?.update
    const taken = { ...given, isLogged: false, handover: false, saw: () => false }
    if (update) port.found({ ...taken, update })
  },
})
