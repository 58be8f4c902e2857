// The verdict on one authentic message: whether it is for this device, from a device of the group,
// whole, and everything that it builds on is here. The verdict depends on the message and on the
// messages that its `after` names, never on a clock or on the order of arrival.
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, FeedId, MemberId, MessageId } from '#shared/ids'
import { decodeStrict, equal, framed, type Bytes } from '#core/keys'
import type { OffloadList } from './offload/list.ts'
import type { Branches } from './branches.ts'
import {
  bodySays,
  hashBody,
  type Heads,
  isContent,
  limits,
  type Message,
  none,
  readHeadsBody,
  secretOfSnapshot,
} from '#core/messages'
import { checks } from './checks.ts'
import type { Delivery, SyncDocuments } from './ports.ts'
import type { Feeds } from './feeds.ts'
import { readForkProof, type Fork } from './fork-proof.ts'
import { begins as bringsSecret, type HeldBack } from './held-back.ts'
import type { Past } from './bootstrap/past.ts'
import { openRetireJudge, type RetirePorts } from './retire/judge.ts'
import { openConcurrentRanges, type SeenBy } from './concurrent-ranges.ts'
import { applied, dropped, held, passed, refused, type Verdict, waitsFor } from './verdict.ts'
import type { Waiting } from './waiting.ts'

export type JudgePorts = RetirePorts & {
  documents: Pick<
    SyncDocuments,
    'receive' | 'receivePiece' | 'isWhole' | 'split' | 'unsealed' | 'rebuild'
  >
  feeds: Feeds
  waiting: Waiting
  away: Pick<OffloadList, 'mayReturn' | 'isBack' | 'mayBring'>
  branches: Branches
  seen: SeenBy
  past: Pick<Past, 'learn'>
  heldBack: Pick<HeldBack, 'holds' | 'secretsOf'>
  /**
   * The name to keep the message under. Where the message begins a branch, this makes room for it.
   */
  lineFor(message: Message): FeedId
  isStopped(device: DeviceId): boolean
  anyStopped(): boolean
  /** A device that found two contents for one place published the proof. */
  proofCame(fork: Fork): void
  /** A message of a remaining device shows that it had seen this one. */
  isVouched(id: MessageId): boolean
  /** This device began with a content that contains the message (`earlier-fork.ts`). */
  leadsHere(id: MessageId): boolean
  /** The devices whose records admitted this one; none for a device of the founder. */
  admittersOf(device: DeviceId): DeviceId[]
  /** The returned documents begin in this feed. */
  returned(message: Message): void
  /** Gets errors that are no refusal. */
  defect(error: unknown): void
  /** Own edits were flushed into messages, as far as possible. */
  isSealed(): boolean
  /** A device's signed heads. */
  heard(message: Message, heads: Heads): void
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

/** The first verdict that one of `steps` gives. */
const firstOf = (...steps: (() => Verdict | null)[]): Verdict | null => {
  for (const step of steps) {
    const verdict = step()
    if (verdict) return verdict
  }
  return null
}

export const openJudge = (ports: JudgePorts) => {
  const { archive, group, documents, feeds, branches, waiting, tombstones, away } = ports
  const unseen = openConcurrentRanges(archive, group, feeds)
  const sealed = openRetireJudge(ports)

  const addressed = (message: Message): Verdict | null => {
    if (!checks.groupIsOurs(message, group.id)) return dropped
    const { device } = group.self
    const isForUs = message.audience === device
    const givesBack = isForUs && (away.mayReturn(message.device) || away.mayBring(message))
    const keepers = givesBack ? [message.device] : []
    const admitters = isForUs ? [...ports.admittersOf(device), ...keepers] : []
    if (isForUs && admitters.length === 0) return waitsFor('records')
    if (!checks.audienceIsOurs(message, { group: group.id, device, admitters })) return dropped
    return checks.firstNamesWhatItFollows(message) ? null : dropped
  }

  /**
   * Whether the message of another device follows the last one here, while none waits: the
   * usual case, in which nothing is read.
   */
  const isNext = (message: Message): boolean =>
    message.device !== group.self.device && waiting.count() === 0 && feeds.isNext(message)

  /** The message at a place of the feed, judged or not. */
  const at = ({ feed }: Message, seq: number): string | null =>
    archive.messages.idAt(group.id, feed, seq) ?? waiting.at(feed, seq)

  /** A message of a stopped device for all has its place in a branch. */
  const placedApart = ({ id, audience, feed, seq }: Message): Verdict | null => {
    const taken = audience === group.id ? null : archive.messages.idAt(group.id, feed, seq)
    return taken === null || taken === id ? null : dropped
  }

  const placed = (message: Message): Verdict | null => {
    const { feed, seq, previous } = message
    if (ports.isStopped(message.device)) return placedApart(message)
    // Heads name no message for a single device, and one can have filled the place.
    if (isNext(message) && archive.messages.idAt(group.id, feed, seq) === null) return null
    if (!checks.placeIsFree(at(message, seq), message)) return { is: 'conflict', seq }
    const before = seq > 0 ? at(message, seq - 1) : null
    if (before !== null && before !== previous) return { is: 'conflict', seq: seq - 1 }
    const next = at(message, seq + 1)
    const follower = next && waiting.get(next as Message['id'])
    return follower && follower.message.previous !== message.id
      ? { is: 'conflict', seq: seq + 1 }
      : null
  }

  const secretFor = ({ document, kind }: Message, body: Bytes): Bytes | Verdict | null => {
    if (document === null) return null
    const row = archive.documents.keyOf(document)
    if (row) return checks.documentIsTheGroups(row, group.id) ? row.secret : dropped
    if (kind !== 'snapshot' && kind !== 'snapshot-start') return waitsFor(`document:${document}`)
    return secretOfSnapshot(body) ?? dropped
  }

  /**
   * A device can begin a document again under another secret; then there are messages under both.
   */
  const isSigned = (message: Message, secret: Bytes | null, body: Bytes): boolean => {
    const { document, kind } = message
    if (checks.bodyIsTheSigned(message, secret, body)) return true
    if (document === null) return false
    const own = bringsSecret(kind) ? secretOfSnapshot(body) : null
    const others = [...(own ? [own] : []), ...ports.heldBack.secretsOf(document)]
    return others.some(each => checks.bodyIsTheSigned(message, each, body))
  }
  /** Whether the message belongs to the document as it was begun another time. */
  const isOfOther = (message: Message, document: DocumentId, body: Bytes): boolean => {
    const secret = archive.documents.keyOf(document)?.secret
    const own = bringsSecret(message.kind) ? secretOfSnapshot(body) : null
    if (!secret) return false
    if (own) return !equal(own, secret)
    const isBegunAgain = ports.heldBack.secretsOf(document).length > 0
    return isBegunAgain && !equal(hashBody(secret, body), message.bodyHash)
  }

  const whole = (message: Message, body: Bytes | null): Verdict | null => {
    const { document } = message
    if (
      document !== null &&
      (tombstones.has(document) || (!body && tombstones.mayBeHollow(document)))
    )
      return null
    // The chain of the message verifies and its body is missing: the body may come, or the record
    // that retires the document.
    if (!body) return document === null ? dropped : waitsFor(`sealed:${document}`)
    if (!checks.bodyFits(body)) return dropped
    const secret = secretFor(message, body)
    if (secret !== null && 'is' in secret) return secret
    return isSigned(message, secret, body) ? null : dropped
  }

  const authored = ({ id, device, audience, kind }: Message): Verdict | null => {
    if (ports.leadsHere(id)) return null
    const { isActive, isPast, isTakenOut } = ports.authors
    const isStopped = isActive(device) && ports.isStopped(device)
    if (isStopped && audience !== group.id) return refused
    if (isStopped ? checks.deviceIsNotStopped(true) : checks.authorIsActive(isActive(device)))
      return null
    if (!isStopped && !isPast(device)) return waitsFor('records')
    // The next message of this device would speak for all of its bootstrap snapshot, and no
    // remaining device had this part before the removal. Parts of an earlier snapshot concern no
    // other device.
    if (audience !== group.id)
      return kind === 'heads' && isTakenOut(device) ? waitsFor('records') : null
    return checks.removedIsVouched(ports.isVouched(id)) ? null : waitsFor(`voucher:${id}`)
  }

  const isThere = (message: Message): boolean => {
    const { seq, previous, feed } = message
    if (seq === 0 || isNext(message)) return true
    if (branches.isPassedOver(previous)) return true
    const line = branches.lineBefore(message)
    return (
      (archive.messages.idAt(group.id, line, seq - 1) === previous &&
        branches.signedIn(line) === feed) ||
      feeds.base(line)?.id === previous
    )
  }

  const preceded = (message: Message): Verdict | null => {
    if (ports.leadsHere(message.id)) return null
    if (!checks.previousIsThere(isThere(message))) return waitsFor(`message:${message.previous}`)
    const records = message.after.records.every(id => group.hasRecord(id))
    if (!checks.afterIsThere(records)) return waitsFor('records')
    const point = message.after.feeds.find(
      named => !feeds.covers(named) && !branches.isPassedOver(named.id),
    )
    if (!checks.afterIsThere(point === undefined)) return waitsFor(`message:${point?.id ?? none}`)
    return null
  }

  /**
   * Null when the documents room failed on the message, which then counts as if it had not come.
   */
  const delivering = (
    message: Message,
    deliver: () => Delivery,
  ): ReturnType<SyncDocuments['receive']> | null => {
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

  /** A piece of an attachment of a document that is back. Attachments come after all text. */
  const isBeside = (message: Message): boolean =>
    message.kind === 'blob' && message.document !== null && away.mayBring(message, message.document)

  /** A bootstrap snapshot comes once, in one feed, and begins with the heads. */
  const begins = (message: Message): Verdict | null => {
    const { audience, device, document, feed, seq, kind } = message
    if (audience !== group.self.device) return null
    const mayBegin = ports.admittersOf(group.self.device).includes(device) && !feeds.hasBase()
    if (seq === 0) {
      const mayGive = away.mayReturn(device) || away.mayBring(message)
      const isFirst = kind === 'heads' ? mayBegin : kind === 'returned' && mayGive
      return isFirst ? null : refused
    }
    const first = archive.messages.range(group.id, feed, 0, 1)[0]
    if (first?.state !== 'applied' || kind === 'heads' || kind === 'returned') return refused
    // A keeper may return the document that it was asked for, and no other.
    const isBack = document !== null && away.mayReturn(device, document)
    return first.kind === 'returned' && !isBack && !isBeside(message) ? refused : null
  }

  const piece = (message: Message, body: Bytes): Verdict => {
    const { document, feed, id } = message
    if (!document || !bodySays(body, 'blob')) return refused
    const isToAll = message.audience === group.id
    if (isToAll && !checks.roleWrites(ports.authors.rightsOf(message).has('write'))) return refused
    const taken = documents.receivePiece?.({
      group: group.id,
      feed,
      document,
      id,
      body,
      handover: !isToAll,
    })
    return typeof taken === 'object' ? refused : applied
  }

  /** Whether the documents room gets the message. */
  const isForDocuments = (message: Message, body: Bytes): boolean => {
    const { kind, document, audience, device } = message
    if (!document || !ports.authors.memberOf(device) || !bodySays(body, kind)) return false
    const needed = kind === 'remarks' ? 'remark' : 'write'
    return audience !== group.id || checks.roleWrites(ports.authors.rightsOf(message).has(needed))
  }

  /**
   * Whether the document lacks something for ever. Everything that the message names is here. Where
   * a device is stopped, the missing part is text of a content that this device never had or holds
   * back: it began with the other one.
   */
  const lacksForGood = (document: DocumentId): boolean =>
    ports.anyStopped() && (documents.isWhole?.(group.id, document) ?? true)

  const delivered = (message: Message, body: Bytes | null, author: MemberId | null): Verdict => {
    const { kind, document, device, feed } = message
    if (body === null || (document !== null && tombstones.has(document))) return applied
    const isBegunWith = ports.leadsHere(message.id)
    if (isBegunWith && !isContent(kind)) return applied
    if (kind === 'sealed') return sealed(message, body)
    if (kind === 'returned' && message.audience === group.self.device) {
      ports.returned(message)
      return applied
    }
    if (kind === 'heads') {
      const heads = readHeadsBody(body)
      if (!heads) return refused
      ports.heard(message, heads)
      return applied
    }
    if (kind === 'branches' && message.audience === group.self.device) {
      branches.learn(framed(decodeStrict(body, limits.body), 'branches', 3)?.[2])
      return applied
    }
    if (kind === 'past' && message.audience === group.self.device) {
      ports.past.learn(body)
      return applied
    }
    if (kind === 'forked') {
      const fork = readForkProof(body)
      if (!fork || ports.authors.memberOf(fork.device) === null) return refused
      ports.proofCame(fork)
      return applied
    }
    if (kind === 'blob') return piece(message, body)
    // A kind of a later version is kept, passed on and not interpreted.
    if (!isContent(kind)) return applied
    if (!document || !author || !isForDocuments(message, body)) return refused
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
        rights: () => ports.authors.rightsOf(message),
        ...(isNews && { beside: { id: message.id, unseen: () => unseen(message) } }),
      }
    }
    const answer = delivering(message, deliver)
    if (answer === null) return dropped
    if (answer === 'unsealed' && !ports.isSealed()) throw new OwnUnsealed()
    if (answer === 'waits' && isBegunWith) return refused
    if (answer === 'waits' && lacksForGood(document)) return held
    if (answer === 'waits' || answer === 'unsealed') return waitsFor(`document:${document}`)
    const isAll = kind.startsWith('snapshot') && (documents.isWhole?.(group.id, document) ?? true)
    if (answer === 'applied' && handover && isAll) away.isBack(document, message)
    return answer === 'applied' ? applied : refused
  }

  /** Branches without end must not fill the disk. */
  const beyond = (message: Message): Verdict | null =>
    message.audience === group.id &&
    (branches.isPassedOver(message.previous) ||
      (ports.isStopped(message.device) && branches.isBeyond(message)))
      ? passed
      : null

  /** Null where only the content can be a reason to refuse the message. */
  const standing = (message: Message, body: Bytes | null): Verdict | null =>
    firstOf(
      () => addressed(message),
      () => placed(message),
      () => whole(message, body),
      () => authored(message),
      () => preceded(message),
      () => beyond(message),
      () => begins(message),
    )

  return {
    judge: (message: Message, body: Bytes | null): Verdict =>
      standing(message, body) ?? delivered(message, body, ports.authors.memberOf(message.device)),
    standing,
    /**
     * For a message that stands: whether it is refused without reading its content, or held back
     * with the document as it was begun another time.
     */
    isRuledOut: (message: Message, body: Bytes): boolean => {
      const { kind, document } = message
      if (document !== null && tombstones.has(document)) return false
      if (kind === 'heads') return readHeadsBody(body) === null
      if (!isContent(kind)) return false
      return (
        !isForDocuments(message, body) || (document !== null && isOfOther(message, document, body))
      )
    },
    /** Judges again a refused retirement that is here. */
    sealed,
  }
}
