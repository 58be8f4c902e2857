// Text and remarks of a message that stands go to the documents room. Its answer is the verdict.
import { Failure } from '#shared/failure'
import type { DocumentId, FeedId, MessageId } from '#shared/ids'
import type { Bytes } from '#core/keys'
import {
  bodySays,
  type ContentKind,
  type Delivery,
  type Message,
  type Received,
  secretOfSnapshot,
} from '#core/messages'
import type { Authors } from '../members/index.ts'
import {
  begins,
  type Branches,
  openConcurrentRanges,
  type SeenBy,
  type Feeds,
  type HeldBack,
} from '../feeds/index.ts'
import { checks } from '../checks.ts'
import type { OffloadList } from '../offload/index.ts'
import type { SyncArchive, SyncDocuments, SyncGroup } from '../ports.ts'
import { applied, dropped, held, refused, type Verdict, waitsFor } from './verdict.ts'

export type TextPorts = {
  archive: SyncArchive
  group: SyncGroup
  documents: Pick<SyncDocuments, 'receive' | 'isWhole'>
  feeds: Feeds
  branches: Branches
  authors: Authors
  away: Pick<OffloadList, 'isBack'>
  seen: SeenBy
  heldBack: Pick<HeldBack, 'holds'>
  /**
   * The name to keep the message under. Where the message begins a branch, this makes room for it.
   */
  lineFor(message: Message): FeedId
  anyStopped(): boolean
  /** This device began with a content that contains the message (`earlier-fork.ts`). */
  leadsHere(id: MessageId): boolean
  /** Gets errors that are no refusal. */
  defect(error: unknown): void
  /** Own edits were flushed into messages, as far as possible. */
  isSealed(): boolean
}

/**
 * This device's own edits of a document must be flushed before another message is taken in. The
 * transaction has to fail with this error.
 */
export class OwnUnsealed extends Error {
  constructor() {
    super('own edits are in no message yet')
  }
}

/** Whether a message belongs to the document as it was begun another time. */
type IsOfOther = (message: Message, document: DocumentId, body: Bytes) => boolean

/**
 * False for a beginning whose secret does not lead to the id of its document. For a new document
 * that another device gives, the documents room asks who began it.
 */
const openBeginningCheck =
  (group: Pick<SyncGroup, 'id' | 'state'>, isOfOther: IsOfOther) =>
  (message: Message, document: DocumentId, body: Bytes): boolean => {
    const secret = begins(message.kind) ? secretOfSnapshot(body) : null
    if (!secret) return true
    const { secretIsTheDocuments } = checks
    if (message.audience === group.id)
      return secretIsTheDocuments(document, secret, [message.device])
    if (!isOfOther(message, document, body)) return true
    const { devices, pastDevices } = group.state()
    return secretIsTheDocuments(document, secret, [...devices.keys(), ...pastDevices.keys()])
  }

export const openTextJudge = (ports: TextPorts, isOfOther: IsOfOther) => {
  const { archive, group, documents, feeds, branches, authors, away } = ports
  const unseen = openConcurrentRanges(archive, group, feeds)

  const isBegunUnderItsId = openBeginningCheck(group, isOfOther)

  /** Whether the documents room gets the message. */
  const isForDocuments = (message: Message, body: Bytes): boolean => {
    const { kind, document, audience, device } = message
    if (!document || !authors.memberOf(device) || !bodySays(body, kind)) return false
    if (!isBegunUnderItsId(message, document, body)) return false
    const needed = kind === 'remarks' ? 'remark' : 'write'
    return audience !== group.id || checks.roleWrites(authors.rightsOf(message).has(needed))
  }

  /**
   * Whether the document lacks something for ever. Everything that the message names is here. Where
   * a device is stopped, the missing part is text of a content that this device never had or holds
   * back: it began with the other one.
   */
  const lacksForGood = (document: DocumentId): boolean =>
    ports.anyStopped() && documents.isWhole(group.id, document)

  /**
   * Null when the documents room failed on the message, which then counts as if it had not come.
   */
  const delivering = (message: Message, deliver: () => Delivery): Received | null => {
    try {
      return archive.transaction(() => {
        // Where the message begins a branch, the message at its place is the rival from now on.
        ports.lineFor(message)
        return documents.receive(deliver())
      })
    } catch (error) {
      if (error instanceof OwnUnsealed) throw error
      // A damaged page of one document is no reason to refuse messages of others.
      if (error instanceof Failure && error.code !== 'archive-damaged') throw error
      ports.defect(error)
      return null
    }
  }

  const delivered = (message: Message, kind: ContentKind, body: Bytes): Verdict => {
    const { document, device, feed } = message
    const author = authors.memberOf(device)
    if (!document || !author || !isForDocuments(message, body)) return refused
    const isBegunWith = ports.leadsHere(message.id)
    const handover = message.audience === group.self.device
    if (isOfOther(message, document, body)) return held
    if (!handover && ports.heldBack.holds(message, document)) return held
    const isNews = device !== group.self.device && !isBegunWith
    const deliver = (): Delivery => {
      const seen = ports.seen.of(message)
      return {
        id: message.id,
        seq: message.seq,
        group: group.id,
        device,
        feed,
        document,
        kind,
        body,
        author,
        handover,
        saw: seen.has,
        branches: handover ? [] : branches.pathTo(branches.lineOf(message)),
        heard: seen.branches,
        rights: () => authors.rightsOf(message),
        ...(isNews && { beside: { id: message.id, unseen: () => unseen(message) } }),
      }
    }
    const answer = delivering(message, deliver)
    if (answer === null) return dropped
    if (answer === 'unsealed' && !ports.isSealed()) throw new OwnUnsealed()
    if (answer === 'waits' && isBegunWith) return refused
    if (answer === 'waits' && lacksForGood(document)) return held
    if (answer === 'waits' || answer === 'unsealed') return waitsFor(`document:${document}`)
    const isAll = kind.startsWith('snapshot') && documents.isWhole(group.id, document)
    if (answer === 'applied' && handover && isAll) away.isBack(document, message)
    return answer === 'applied' ? applied : refused
  }

  return { isForDocuments, delivered }
}
