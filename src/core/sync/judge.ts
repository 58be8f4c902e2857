// The verdict on one authentic message: is it for us, from one of us, whole, and is everything here
// that it builds on? It depends on the message and on what its `after` names, never on a clock or on
// the order in which things arrived.
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, FeedId, MemberId, MessageId } from '#shared/ids'
import { decodeStrict, equal, type Bytes } from '#core/keys'
import type { AwayList } from './away.ts'
import type { Branches } from './branches.ts'
import { readHeadsBody, bodySays, isContent, secretOfSnapshot } from './body.ts'
import { checks } from './checks.ts'
import type { Delivery, SyncDocuments } from './doors.ts'
import type { Feeds } from './feeds.ts'
import { readForkedBody, type Fork } from './forked.ts'
import { begins as bringsSecret, type HeldBack } from './held-back.ts'
import { hashBody, limits, none, type Heads, type Message } from './message.ts'
import type { Past } from './past.ts'
import { framed } from './wire.ts'
import { openSealJudge, type SealRooms } from './seal-judge.ts'
import { openUnseen, type SeenBy } from './unseen.ts'
import { applied, dropped, held, passed, refused, type Verdict, waitsFor } from './verdict.ts'
import type { Waiting } from './waiting.ts'

export type JudgeRooms = SealRooms & {
  documents: Pick<
    SyncDocuments,
    'receive' | 'receivePiece' | 'isWhole' | 'split' | 'unsealed' | 'rebuild'
  >
  feeds: Feeds
  waiting: Waiting
  away: Pick<AwayList, 'mayReturn' | 'isBack' | 'mayBring'>
  branches: Branches
  seen: SeenBy
  past: Pick<Past, 'learn'>
  heldBack: Pick<HeldBack, 'holds' | 'secretsOf'>
  /** The name to keep it under. Where it begins a branch, there is room for it then. */
  lineFor(message: Message): FeedId
  isStopped(device: DeviceId): boolean
  anyStopped(): boolean
  /** A device that found two contents for one place says so. */
  proofCame(fork: Fork): void
  /** A remaining device had seen this message, as one of its own says. */
  isVouched(id: MessageId): boolean
  /** This device began with what it says (`earlier.ts`). */
  leadsHere(id: MessageId): boolean
  /** The devices whose records admitted this one; none for the founder's. */
  admittersOf(device: DeviceId): DeviceId[]
  /** What was given back begins in this feed. */
  returned(message: Message): void
  /** Hears of errors that are no refusal. */
  defect(error: unknown): void
  /** Own edits were put into messages as far as they can be. */
  isSealed(): boolean
  /** A device's signed word of what it has. */
  heard(message: Message, heads: Heads): void
}

/**
 * This device's own edits of a document have to be in messages before another one is taken in. The transaction
 * has to fail with it.
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

export const openJudge = (rooms: JudgeRooms) => {
  const { archive, group, documents, feeds, branches, waiting, gone, away, gaveUp } = rooms
  const unseen = openUnseen(archive, group, feeds)
  const sealed = openSealJudge(rooms)

  const addressed = (message: Message): Verdict | null => {
    if (!checks.groupIsOurs(message, group.id)) return dropped
    const { device } = group.self
    const isForUs = message.audience === device
    const givesBack = isForUs && (away.mayReturn(message.device) || away.mayBring(message))
    const keepers = givesBack ? [message.device] : []
    const admitters = isForUs ? [...rooms.admittersOf(device), ...keepers] : []
    if (isForUs && admitters.length === 0) return waitsFor('records')
    if (!checks.audienceIsOurs(message, { group: group.id, device, admitters })) return dropped
    return checks.firstNamesWhatItFollows(message) ? null : dropped
  }

  /** Another's, after the last one here, while nothing waits: as a rule, and then nothing need be read. */
  const isNext = (message: Message): boolean =>
    message.device !== group.self.device && waiting.count() === 0 && feeds.isNext(message)

  /** What is known at a place of the feed, judged or not. */
  const at = ({ feed }: Message, seq: number): string | null =>
    archive.messages.idAt(group.id, feed, seq) ?? waiting.at(feed, seq)

  /** Of a stopped device what is for all has its place in a branch. */
  const placedApart = ({ id, audience, feed, seq }: Message): Verdict | null => {
    const taken = audience === group.id ? null : archive.messages.idAt(group.id, feed, seq)
    return taken === null || taken === id ? null : dropped
  }

  const placed = (message: Message): Verdict | null => {
    const { feed, seq, previous } = message
    if (rooms.isStopped(message.device)) return placedApart(message)
    // Heads know of no message that is for one device alone, and one can have filled the place.
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

  /** A device can begin a document again under another secret; then there are messages under both. */
  const isSigned = (message: Message, secret: Bytes | null, body: Bytes): boolean => {
    const { document, kind } = message
    if (checks.bodyIsTheSigned(message, secret, body)) return true
    if (document === null) return false
    const own = bringsSecret(kind) ? secretOfSnapshot(body) : null
    const others = [...(own ? [own] : []), ...rooms.heldBack.secretsOf(document)]
    return others.some(each => checks.bodyIsTheSigned(message, each, body))
  }
  /** What a message says belongs to the document as it was begun another time. */
  const isOfOther = (message: Message, document: DocumentId, body: Bytes): boolean => {
    const secret = archive.documents.keyOf(document)?.secret
    const own = bringsSecret(message.kind) ? secretOfSnapshot(body) : null
    if (!secret) return false
    if (own) return !equal(own, secret)
    const isBegunAgain = rooms.heldBack.secretsOf(document).length > 0
    return isBegunAgain && !equal(hashBody(secret, body), message.bodyHash)
  }

  const whole = (message: Message, body: Bytes | null): Verdict | null => {
    const { document } = message
    if (document !== null && (gone.has(document) || (!body && gone.mayBeHollow(document))))
      return null
    // Its chain verifies, its content is not here: the record that seals it may come, or its content.
    if (!body) return document === null ? dropped : waitsFor(`sealed:${document}`)
    if (!checks.bodyFits(body)) return dropped
    const secret = secretFor(message, body)
    if (secret !== null && 'is' in secret) return secret
    return isSigned(message, secret, body) ? null : dropped
  }

  const authored = ({ id, device, audience, kind }: Message): Verdict | null => {
    if (rooms.leadsHere(id)) return null
    const { isActive, isPast, isTakenOut } = rooms.authors
    const isStopped = isActive(device) && rooms.isStopped(device)
    if (isStopped && audience !== group.id) return refused
    if (isStopped ? checks.deviceIsNotStopped(true) : checks.authorIsActive(isActive(device)))
      return null
    if (!isStopped && !isPast(device)) return waitsFor('records')
    // By her next message this device would speak for all that she is told to begin with: for nothing that
    // none who remains had before the removal. What she began with before concerns nobody else.
    if (audience !== group.id)
      return kind === 'heads' && isTakenOut(device) ? waitsFor('records') : null
    return checks.removedIsVouched(rooms.isVouched(id)) ? null : waitsFor(`voucher:${id}`)
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
    if (rooms.leadsHere(message.id)) return null
    if (!checks.previousIsThere(isThere(message))) return waitsFor(`message:${message.previous}`)
    const records = message.after.records.every(id => group.hasRecord(id))
    if (!checks.afterIsThere(records)) return waitsFor('records')
    const point = message.after.feeds.find(
      named => !feeds.covers(named) && !branches.isPassedOver(named.id),
    )
    if (!checks.afterIsThere(point === undefined)) return waitsFor(`message:${point?.id ?? none}`)
    return null
  }

  /** Null when the documents room failed on it: then it is as if it had not come. */
  const delivering = (
    message: Message,
    deliver: () => Delivery,
  ): ReturnType<SyncDocuments['receive']> | null => {
    try {
      return archive.transaction(() => {
        // Where it begins a branch, what was here is the other one from now on.
        rooms.lineFor(message)
        return documents.receive(deliver())
      })
    } catch (error) {
      if (error instanceof OwnUnsealed) throw error
      // A damaged page that holds one document is no reason to take in nothing of any other.
      if (error instanceof Failure && error.code !== 'archive-damaged') throw error
      rooms.defect(error)
      return null
    }
  }

  /** A piece of what lies beside a document that is back: it comes behind all words. */
  const isBeside = (message: Message): boolean =>
    message.kind === 'blob' && message.document !== null && away.mayBring(message, message.document)

  /** What this device begins with is said once, in one feed, and begins with the heads. */
  const begins = (message: Message): Verdict | null => {
    const { audience, device, document, feed, seq, kind } = message
    if (audience !== group.self.device) return null
    const mayBegin = rooms.admittersOf(group.self.device).includes(device) && !feeds.hasBase()
    if (seq === 0) {
      const mayGive = away.mayReturn(device) || away.mayBring(message)
      const isFirst = kind === 'heads' ? mayBegin : kind === 'returned' && mayGive
      return isFirst ? null : refused
    }
    const first = archive.messages.range(group.id, feed, 0, 1)[0]
    if (first?.state !== 'applied' || kind === 'heads' || kind === 'returned') return refused
    // Who gives a document back speaks for others in that one, and in no other.
    const isBack = document !== null && away.mayReturn(device, document)
    return first.kind === 'returned' && !isBack && !isBeside(message) ? refused : null
  }

  const piece = (message: Message, body: Bytes): Verdict => {
    const { document, feed, id } = message
    if (!document || !bodySays(body, 'blob')) return refused
    const isToAll = message.audience === group.id
    if (isToAll && !checks.roleWrites(rooms.authors.mayWrite(message))) return refused
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

  /** Whether the documents room is to hear what a message says. */
  const isForDocuments = (message: Message, body: Bytes): boolean => {
    const { kind, document, audience, device } = message
    if (!document || !rooms.authors.memberOf(device) || !bodySays(body, kind)) return false
    const { mayRemark, mayWrite } = rooms.authors
    const mayAll = kind === 'remarks' ? mayRemark : mayWrite
    return audience !== group.id || checks.roleWrites(mayAll(message))
  }

  /**
   * All that the message names is here, and the document lacks something. Where a device is stopped, that is
   * words of a content which this device never had, or holds back: it began with the other one.
   */
  const lacksForGood = (document: DocumentId): boolean =>
    rooms.anyStopped() && (documents.isWhole?.(group.id, document) ?? true)

  const delivered = (message: Message, body: Bytes | null, author: MemberId | null): Verdict => {
    const { kind, document, device, feed } = message
    if (body === null || (document !== null && gone.has(document))) return applied
    const isBegunWith = rooms.leadsHere(message.id)
    if (isBegunWith && !isContent(kind)) return applied
    if (kind === 'sealed') return sealed(message, body)
    if (kind === 'gave-up') {
      gaveUp.heard(message, body, true)
      return applied
    }
    if (kind === 'returned' && message.audience === group.self.device) {
      rooms.returned(message)
      return applied
    }
    if (kind === 'heads') {
      const heads = readHeadsBody(body)
      if (!heads) return refused
      rooms.heard(message, heads)
      return applied
    }
    if (kind === 'branches' && message.audience === group.self.device) {
      branches.learn(framed(decodeStrict(body, limits.body), 'branches', 3)?.[2])
      return applied
    }
    if (kind === 'past' && message.audience === group.self.device) {
      rooms.past.learn(body)
      return applied
    }
    if (kind === 'forked') {
      const fork = readForkedBody(body)
      if (!fork || rooms.authors.memberOf(fork.device) === null) return refused
      rooms.proofCame(fork)
      return applied
    }
    if (kind === 'blob') return piece(message, body)
    // A kind of a later version: kept and passed on, never guessed at.
    if (!isContent(kind)) return applied
    if (!document || !author || !isForDocuments(message, body)) return refused
    const handover = message.audience === group.self.device
    if (isOfOther(message, document, body)) return held
    if (!handover && rooms.heldBack.holds(message, document)) return held
    const isNews = device !== group.self.device && !isBegunWith
    const deliver = (): Delivery => {
      const seen = rooms.seen.of(message)
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
        settles: () => rooms.authors.settlesAmendments(message),
        proposes: () => rooms.authors.proposes(message),
        ...(isNews && { beside: { id: message.id, unseen: () => unseen(message) } }),
      }
    }
    const answer = delivering(message, deliver)
    if (answer === null) return dropped
    if (answer === 'unsealed' && !rooms.isSealed()) throw new OwnUnsealed()
    if (answer === 'waits' && isBegunWith) return refused
    if (answer === 'waits' && lacksForGood(document)) return held
    if (answer === 'waits' || answer === 'unsealed') return waitsFor(`document:${document}`)
    const isAll = kind.startsWith('snapshot') && (documents.isWhole?.(group.id, document) ?? true)
    if (answer === 'applied' && handover && isAll) away.isBack(document, message)
    return answer === 'applied' ? applied : refused
  }

  /** Nobody's disk is filled by branch after branch. */
  const beyond = (message: Message): Verdict | null =>
    message.audience === group.id &&
    (branches.isPassedOver(message.previous) ||
      (rooms.isStopped(message.device) && branches.isBeyond(message)))
      ? passed
      : null

  /** Null for what only its content can still be refused for. */
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
      standing(message, body) ?? delivered(message, body, rooms.authors.memberOf(message.device)),
    standing,
    /**
     * Of a message that stands: whether it is refused for what it is, whatever it says of its document, or held
     * back with what belongs to the document as it was begun another time.
     */
    isRuledOut: (message: Message, body: Bytes): boolean => {
      const { kind, document } = message
      if (document !== null && gone.has(document)) return false
      if (kind === 'heads') return readHeadsBody(body) === null
      if (!isContent(kind)) return false
      return (
        !isForDocuments(message, body) || (document !== null && isOfOther(message, document, body))
      )
    },
    /** A seal that was refused and is here, judged again. */
    sealed,
  }
}
