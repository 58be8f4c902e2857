// Sending documents away for a while. A copy is given up only when another active device has said, in a
// signed message that stands on the question, that it has what is here, with each picture and file that
// is here, and keeps it. Who keeps a document for somebody may send it away herself, but only when yet
// another device keeps it: so at every moment somebody has it. Whoever asks for one back is given its
// state by a device that kept it.
import { fromHex } from '#core/keys'
import type { DeviceId, DocumentId, MessageId } from '#shared/ids'
import type { Authors } from './authors.ts'
import type { AwayList } from './away.ts'
import type { Later, SyncArchive, SyncDocuments, SyncGroup } from './doors.ts'
import type { Entrusted } from './entrusted.ts'
import type { Gone } from './gone.ts'
import type { Handovers } from './handover.ts'
import { openKeeping } from './keeping.ts'
import type { Message } from './message.ts'
import type { Outbox } from './outbox.ts'
import type { Stops } from './stops.ts'
import * as words from './travel-words.ts'
import type { Waiting } from './waiting.ts'
import { idOf } from './wire.ts'

/**
 * The devices that say so, and those that have the words and not all that lies beside them here; null where
 * this device has not asked since the document changed.
 */
export type Keepers = { whole: DeviceId[]; partly: DeviceId[] } | null

export type Travel = {
  /**
   * Asks who has these, and withdraws what it asked before; in no transaction. Pictures and files that a
   * device said it has not are brought again first, once each.
   */
  ask(documents: readonly DocumentId[]): void
  /**
   * A look at who keeps what, for as long as nothing is written: what a device said, which may be long, is
   * read once for all documents.
   */
  keepers(): (document: DocumentId) => Keepers
  /** A newcomer still begins with what is here: until she has it nothing is given up. */
  isOwed(): boolean
  /** Gives up the copies here of those that another device keeps with all that was written here; these. */
  leave(documents: readonly DocumentId[]): DocumentId[]
  away: AwayList
  /** Asks the devices that keep these to give them back. */
  giveBack(documents: readonly DocumentId[]): void
  /** Answers what was asked in these messages, or notes it; in the transaction that keeps them. */
  hear(messages: readonly Message[]): void
  /**
   * Says what is kept here of what others asked about (`all`: also to whom that was said a moment ago), and
   * gives back what was asked back and is kept for who asked; in no transaction.
   */
  giveDue(all?: boolean): void
  close(): void
}

const leavingNote = 'sync/leaving/'
/** Messages that one device answers in, each with as many hashes as one may name. */
const mostParts = 16
const keepsNote = 'sync/keeps/'

export const openTravel = (rooms: {
  archive: SyncArchive
  group: SyncGroup
  documents: Pick<SyncDocuments, 'dropped' | 'unsealedOf' | 'enclosedHere' | 'bringAgain'>
  outbox: Outbox
  handovers: Handovers
  authors: Authors
  gone: Gone
  away: AwayList
  waiting: Waiting
  entrusted: Pick<Entrusted, 'hollow'>
  stops(): Stops
  now(): number
  later: Later
  /** Time has come for `giveDue`. */
  due(): void
}): Travel => {
  const {
    archive,
    group,
    documents: room,
    outbox,
    handovers,
    authors,
    gone,
    away,
    waiting,
    entrusted,
    now,
  } = rooms
  const { notes, messages } = archive
  const { device: self } = group.self
  const isHere = (id: DocumentId): boolean => {
    const row = archive.documents.get(id)
    return row?.group === group.id && row.shared && !gone.has(id)
  }

  /** The message in which this device asked, while it still stands for all that is here. */
  const leavingOf = (id: DocumentId): MessageId | null => {
    const bytes = notes.get(group.id, leavingNote + id)
    const asked = bytes && idOf<MessageId>(bytes)
    const position = asked && messages.get(asked)?.position
    if (!asked || position == null || messages.hasAfter(id, position)) return null
    return asked
  }
  type Answers = (leaving: MessageId) => ReadonlyMap<DeviceId, words.Keeps>
  /** Of devices that are active now. */
  const answersTo: Answers = leaving => {
    const prefix = `${keepsNote}${leaving}/`
    const said = new Map<DeviceId, words.Keeps>()
    for (const { name, bytes } of notes.list(group.id, prefix)) {
      const [device = ''] = name.slice(prefix.length).split('/')
      const keeps = authors.isActive(device as DeviceId) && words.readKeeps(bytes)
      if (keeps) said.set(device as DeviceId, words.together(keeps, said.get(device as DeviceId)))
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
  /** What lies beside a document here, and is not there. */
  const lackedIn = (enclosed: readonly string[], there: words.Enclosed = []): string[] => {
    const known = new Set(there)
    return enclosed.filter(hash => !known.has(hash))
  }
  const keepersOf = (id: DocumentId, answers: Answers): Keepers => {
    const asked = leavingOf(id)
    if (!asked) return null
    // What waits here none of them has spoken for.
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
  const isOwed = (): boolean => handovers.due().length > 0
  const withdraw = (): void => {
    for (const prefix of [leavingNote, keepsNote])
      for (const { name } of notes.list(group.id, prefix)) notes.remove(group.id, name)
  }

  const sendAway = (document: DocumentId, keepers: DeviceId[]): void => {
    room.dropped?.(group.id, document)
    gone.setAway(document, true)
    messages.dropBodies(document)
    waiting.hollow(document)
    entrusted.hollow(document)
    rooms.stops().hollow(document)
    for (const note of ['sync/content/', 'sync/differs/', leavingNote])
      notes.remove(group.id, note + document)
    away.put({ document, since: now(), keepers, isAsked: false })
  }

  const bodyOf = ({ id }: Message): Uint8Array | null => {
    const row = messages.get(id)
    return row?.state === 'applied' ? row.body : null
  }
  const note = ({ device }: Message, keeps: words.Keeps): void => {
    if (messages.get(keeps.leaving)?.device !== self) return
    const name = `${keepsNote}${keeps.leaving}/${device}`
    const parts = notes.list(group.id, name).length
    if (parts < mostParts)
      notes.put(group.id, parts === 0 ? name : `${name}/${parts}`, words.writeKeeps(keeps))
  }
  const keeping = openKeeping({
    archive,
    group,
    documents: room,
    outbox,
    handovers,
    authors,
    isHere,
    now,
    later: rooms.later,
    due: rooms.due,
    isLeaving: id => notes.get(group.id, leavingNote + id) !== null,
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
        for (const document of documents) notes.put(group.id, leavingNote + document, fromHex(id))
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
          // What comes of it from now on is kept, and waits for what it builds on.
          gone.setAway(each.document, false)
        }
      })
    },
    hear(heard) {
      if (!authors.isActive(self)) return
      for (const message of heard) {
        if (message.device === self || message.audience !== group.id) continue
        if (!authors.isActive(message.device)) continue
        if (!words.isOfTravel(message.kind)) continue
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
