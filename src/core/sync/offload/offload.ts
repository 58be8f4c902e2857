// Offloading documents for a while. A copy is dropped only after another active device stated, in a
// signed message that stands on the question, that it has everything that is here, with each
// picture and file, and keeps it. A keeper may offload the document too, but only when yet another
// device keeps it: so at every moment some device has it. A device that asks for a document gets
// its state from a keeper.
import type { DeviceId, DocumentId, MessageId } from '#shared/ids'
import type { Authors } from '../authors.ts'
import type { OffloadList } from './list.ts'
import type { Later, SyncArchive, SyncDocuments, SyncGroup } from '../ports.ts'
import type { BackfillStore } from '../bootstrap/backfill-store.ts'
import type { Tombstones } from '../retire/tombstones.ts'
import type { BootstrapSnapshots } from '../bootstrap/snapshot.ts'
import { openOffloadKeeper } from './keeper.ts'
import type { Message } from '#core/messages'
import type { Outbox } from '../outbox.ts'
import type { StoppedDevices } from '../equivocation.ts'
import * as words from './messages.ts'
import type { Waiting } from '../waiting.ts'

/**
 * The devices that keep all of it, and those that keep the text and not all attachments that are
 * here; null where this device has not asked since the document changed.
 */
export type Keepers = { whole: DeviceId[]; partly: DeviceId[] } | null

export type Offload = {
  /**
   * Asks which devices keep these documents, and withdraws its former question; in no transaction.
   * Pictures and files that a device stated to lack are sent again first, once each.
   */
  ask(documents: readonly DocumentId[]): void
  /**
   * A snapshot of the keepers, valid while nothing is written: the answers of a device, which may
   * be long, are read once for all documents.
   */
  keepers(): (document: DocumentId) => Keepers
  /**
   * A newcomer still needs its bootstrap snapshot from here: until the newcomer has it, nothing is
   * dropped.
   */
  isOwed(): boolean
  /**
   * Drops the copies here of documents that another device keeps with everything that was written
   * here. Returns these documents.
   */
  leave(documents: readonly DocumentId[]): DocumentId[]
  away: OffloadList
  /** Asks the keepers of these documents to return them. */
  giveBack(documents: readonly DocumentId[]): void
  /**
   * Answers the questions in these messages, or notes them; in the transaction that keeps the
   * messages.
   */
  hear(messages: readonly Message[]): void
  /**
   * States which documents are kept here for others (`all`: also to devices that had an answer a
   * moment ago), and returns documents to devices that asked for them; in no transaction.
   */
  giveDue(all?: boolean): void
  close(): void
}

/** Messages of one answer of a device, each with as many hashes as one may name. */
const mostParts = 16

export const openOffload = (ports: {
  archive: SyncArchive
  group: SyncGroup
  documents: Pick<SyncDocuments, 'dropped' | 'unsealedOf' | 'enclosedHere' | 'bringAgain'>
  outbox: Outbox
  snapshots: BootstrapSnapshots
  authors: Authors
  tombstones: Tombstones
  away: OffloadList
  waiting: Waiting
  backfill: Pick<BackfillStore, 'hollow'>
  stops(): StoppedDevices
  now(): number
  later: Later
  /** `giveDue` is due. */
  due(): void
}): Offload => {
  const {
    archive,
    group,
    documents: room,
    outbox,
    snapshots,
    authors,
    tombstones,
    away,
    waiting,
    backfill,
    now,
  } = ports
  const { offloadQuestions, offloadAnswers, messages } = archive
  const { device: self } = group.self
  const isHere = (id: DocumentId): boolean => {
    const row = archive.documents.get(id)
    return row?.group === group.id && row.shared && !tombstones.has(id)
  }

  /** The message with this device's question, while it still covers everything that is here. */
  const leavingOf = (id: DocumentId): MessageId | null => {
    const asked = offloadQuestions.pluck({ group: group.id, document: id }, 'message')
    const position = asked && messages.get(asked)?.position
    if (!asked || position == null || messages.hasAfter(id, position)) return null
    return asked
  }
  type Answers = (leaving: MessageId) => ReadonlyMap<DeviceId, words.Keeps>
  /** The answers of devices that are active now. */
  const answersTo: Answers = leaving => {
    const said = new Map<DeviceId, words.Keeps>()
    for (const { device, body } of offloadAnswers.list({ group: group.id, question: leaving })) {
      const keeps = authors.isActive(device) && words.readKeeps(body)
      if (keeps) said.set(device, words.together(keeps, said.get(device)))
    }
    return said
  }
  const answersOnce = (): Answers => {
    const read = new Map<MessageId, ReturnType<Answers>>()
    return leaving => {
      const known = read.get(leaving) ?? answersTo(leaving)
      read.set(leaving, known)
      return known
    }
  }
  /** The attachments that are here and not there. */
  const lackedIn = (enclosed: readonly string[], there: words.Enclosed = []): string[] => {
    const known = new Set(there)
    return enclosed.filter(hash => !known.has(hash))
  }
  const keepersOf = (id: DocumentId, answers: Answers): Keepers => {
    const asked = leavingOf(id)
    if (!asked) return null
    // No keeper has stated anything about messages that wait here.
    if (waiting.holds(id)) return { whole: [], partly: [] }
    const said = [...answers(asked)].filter(([, keeps]) => keeps.documents.has(id))
    const enclosed = said.length > 0 ? (room.enclosedHere?.(id) ?? []) : []
    const isWhole = ([, { documents }]: (typeof said)[number]): boolean =>
      lackedIn(enclosed, documents.get(id)).length === 0
    return {
      whole: said.filter(isWhole).map(([device]) => device),
      partly: said.filter(each => !isWhole(each)).map(([device]) => device),
    }
  }
  const bringAgain = (id: DocumentId, answers: Answers): void => {
    const asked = leavingOf(id)
    const enclosed = asked ? (room.enclosedHere?.(id) ?? []) : []
    if (!asked || enclosed.length === 0) return
    const said = [...answers(asked)].filter(([, { documents }]) => documents.has(id))
    const lackedBy = new Map(
      said.map(([device, { documents }]) => [
        device,
        new Set(lackedIn(enclosed, documents.get(id))),
      ]),
    )
    room.bringAgain?.(id, lackedBy)
  }
  const isOwed = (): boolean => snapshots.due().length > 0
  const withdraw = (): void => {
    offloadQuestions.remove({ group: group.id })
    offloadAnswers.remove({ group: group.id })
  }

  const sendAway = (document: DocumentId, keepers: DeviceId[]): void => {
    room.dropped?.(group.id, document)
    tombstones.setAway(document, true)
    messages.dropBodies(document)
    waiting.hollow(document)
    backfill.hollow(document)
    ports.stops().hollow(document)
    away.put({ document, since: now(), keepers, isAsked: false })
  }

  const bodyOf = ({ id }: Message): Uint8Array | null => {
    const row = messages.get(id)
    return row?.state === 'applied' ? row.body : null
  }
  const note = ({ device }: Message, keeps: words.Keeps): void => {
    if (messages.get(keeps.leaving)?.device !== self) return
    const answer = { group: group.id, question: keeps.leaving, device }
    const part = offloadAnswers.count(answer)
    if (part < mostParts) offloadAnswers.put({ ...answer, part, body: words.writeKeeps(keeps) })
  }
  const keeping = openOffloadKeeper({
    archive,
    group,
    documents: room,
    outbox,
    snapshots,
    authors,
    isHere,
    now,
    later: ports.later,
    due: ports.due,
    isLeaving: document => offloadQuestions.has({ group: group.id, document }),
  })

  return {
    ask(wanted) {
      const documents = wanted.filter(isHere)
      archive.transaction(() => {
        const answers = answersOnce()
        for (const id of documents) bringAgain(id, answers)
        withdraw()
        if (documents.length === 0) return
        const body = words.writeLeaving(documents)
        const { id } = outbox.write({ kind: 'leaving', document: null, body })
        for (const document of documents)
          offloadQuestions.put({ group: group.id, document, message: id })
      })
    },
    keepers() {
      const answers = answersOnce()
      return id => keepersOf(id, answers)
    },
    isOwed,
    leave(wanted) {
      const left: DocumentId[] = []
      const answers = answersOnce()
      archive.transaction(() => {
        for (const id of isOwed() ? [] : wanted.filter(isHere)) {
          const keepers = keepersOf(id, answers)?.whole ?? []
          const isAllSent = (room.unsealedOf?.(id) ?? 0) === 0
          if (keepers.length === 0 || !isAllSent) continue
          sendAway(id, keepers)
          left.push(id)
        }
      })
      return left
    },
    away,
    giveBack(wanted) {
      archive.transaction(() => {
        const asked = away.all().filter(({ document }) => wanted.includes(document))
        if (asked.length === 0) return
        const documents = asked.map(({ document }) => document)
        const devices = [...new Set(asked.flatMap(({ keepers }) => keepers))]
        const body = words.writeReturning({ documents, devices })
        outbox.write({ kind: 'returning', document: null, body })
        for (const each of asked) {
          away.put({ ...each, isAsked: true })
          // Later messages of the document are kept, and wait for the messages that they build on.
          tombstones.setAway(each.document, false)
        }
      })
    },
    hear(heard) {
      if (!authors.isActive(self)) return
      for (const message of heard) {
        if (message.device === self || message.audience !== group.id) continue
        if (!authors.isActive(message.device)) continue
        if (!words.isOffloadMessage(message.kind)) continue
        const body = bodyOf(message)
        if (!body) continue
        const leaving = message.kind === 'leaving' ? words.readLeaving(body) : null
        const keeps = message.kind === 'keeps' ? words.readKeeps(body) : null
        const returning = message.kind === 'returning' ? words.readReturning(body) : null
        if (leaving) keeping.noteQuestion(message, leaving)
        if (keeps) note(message, keeps)
        if (returning) keeping.noteWish(message, returning)
      }
    },
    giveDue(all) {
      keeping.answerDue(all)
      keeping.giveDue()
    },
    close: keeping.close,
  }
}
