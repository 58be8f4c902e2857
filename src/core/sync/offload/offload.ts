// Offloading documents for a while. A copy is dropped only after another active device stated, in a
// signed message that stands on the question, that it has everything that is here, with each
// picture and file, and keeps it. A keeper may offload the document too, but only when yet another
// device keeps it: so at every moment some device has it. A device that asks for a document gets
// its state from a keeper.
import type { DeviceId, DocumentId } from '#shared/ids'
import type { Authors } from '../members/index.ts'
import type { OffloadList } from './list.ts'
import type { Later, SyncArchive, SyncDocuments, SyncGroup } from '../ports.ts'
import type { Tombstones } from '../retire/index.ts'
import { Answers, noteAnswer, type Keepers } from './answers.ts'
import { openOffloadKeeper, type OffloadKeeper, type Returns } from './keeper.ts'
import type { Message } from '#core/messages'
import type { Outbox } from '../outbox/index.ts'
import type { StoppedDevices } from '../equivocation/index.ts'
import * as words from './messages.ts'
import type { Waiting } from '../waiting/index.ts'

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

/** Snapshots for newcomers, and for devices to which a document returns. */
type Snapshots = Returns & {
  /** Newcomers who still need a snapshot from here. */
  due(): DeviceId[]
}

export type OffloadPorts = {
  archive: SyncArchive
  group: SyncGroup
  documents: Pick<SyncDocuments, 'dropped' | 'unsealedOf' | 'enclosedHere' | 'bringAgain'>
  outbox: Outbox
  snapshots: Snapshots
  authors: Authors
  tombstones: Tombstones
  away: OffloadList
  waiting: Waiting
  /** Messages that are kept for others. */
  backfill: { hollow(document: DocumentId): void }
  stops(): StoppedDevices
  now(): number
  later: Later
  /** `giveDue` is due. */
  due(): void
}

class GroupOffload implements Offload {
  readonly #ports: OffloadPorts
  readonly #keeper: OffloadKeeper

  constructor(ports: OffloadPorts) {
    const { archive, group } = ports
    this.#ports = ports
    this.#keeper = openOffloadKeeper({
      ...ports,
      isHere: id => this.#isHere(id),
      isLeaving: document => archive.offloadQuestions.has({ group: group.id, document }),
    })
  }

  get away(): OffloadList {
    return this.#ports.away
  }

  ask(wanted: readonly DocumentId[]): void {
    const { archive, group, outbox } = this.#ports
    const documents = wanted.filter(id => this.#isHere(id))
    archive.transaction(() => {
      const answers = new Answers(this.#ports)
      for (const id of documents) answers.bringAgain(id)
      archive.offloadQuestions.remove({ group: group.id })
      archive.offloadAnswers.remove({ group: group.id })
      if (documents.length === 0) return
      const body = words.writeLeaving(documents)
      const { id: message } = outbox.write({ kind: 'leaving', document: null, body })
      for (const document of documents)
        archive.offloadQuestions.put({ group: group.id, document, message })
    })
  }

  keepers(): (document: DocumentId) => Keepers {
    const answers = new Answers(this.#ports)
    return id => answers.keepersOf(id)
  }

  isOwed(): boolean {
    return this.#ports.snapshots.due().length > 0
  }

  leave(wanted: readonly DocumentId[]): DocumentId[] {
    const { archive, documents } = this.#ports
    const left: DocumentId[] = []
    const answers = new Answers(this.#ports)
    archive.transaction(() => {
      for (const id of this.isOwed() ? [] : wanted.filter(each => this.#isHere(each))) {
        const keepers = answers.keepersOf(id)?.whole ?? []
        const isAllSent = documents.unsealedOf(id) === 0
        if (keepers.length === 0 || !isAllSent) continue
        this.#sendAway(id, keepers)
        left.push(id)
      }
    })
    return left
  }

  giveBack(wanted: readonly DocumentId[]): void {
    const { archive, away, outbox, tombstones } = this.#ports
    archive.transaction(() => {
      const all = away.all()
      const isNews = all.some(({ document }) => wanted.includes(document))
      if (!isNews) return
      // A keeper answers the last request alone: it names the documents that are still to come too.
      const asked = all.filter(each => each.asked !== null || wanted.includes(each.document))
      const documents = asked.map(({ document }) => document)
      const devices = [...new Set(asked.flatMap(({ keepers }) => keepers))]
      const body = words.writeReturning({ documents, devices })
      const { id } = outbox.write({ kind: 'returning', document: null, body })
      const position = archive.messages.get(id)?.position ?? 0
      for (const each of asked) {
        away.put({ ...each, asked: each.asked ?? position })
        // Later messages of the document are kept, and wait for the messages that they build on.
        tombstones.setAway(each.document, false)
      }
    })
  }

  hear(heard: readonly Message[]): void {
    const { group, authors } = this.#ports
    const { device: self } = group.self
    if (!authors.isActive(self)) return
    for (const message of heard) {
      if (message.device === self || message.audience !== group.id) continue
      if (!authors.isActive(message.device)) continue
      const body = words.isOffloadMessage(message.kind) ? this.#bodyOf(message) : null
      if (!body) continue
      const leaving = message.kind === 'leaving' ? words.readLeaving(body) : null
      const keeps = message.kind === 'keeps' ? words.readKeeps(body) : null
      const returning = message.kind === 'returning' ? words.readReturning(body) : null
      if (leaving) this.#keeper.noteQuestion(message, leaving)
      if (keeps) noteAnswer(this.#ports, message, keeps)
      if (returning) this.#keeper.noteWish(message, returning)
    }
  }

  giveDue(all?: boolean): void {
    this.#keeper.answerDue(all)
    this.#keeper.giveDue()
  }

  close(): void {
    this.#keeper.close()
  }

  #isHere(id: DocumentId): boolean {
    const { archive, group, tombstones } = this.#ports
    const row = archive.documents.get(id)
    return row?.group === group.id && row.shared && !tombstones.has(id)
  }

  #bodyOf({ id }: Message): Uint8Array | null {
    const row = this.#ports.archive.messages.get(id)
    return row?.state === 'applied' ? row.body : null
  }

  #sendAway(document: DocumentId, keepers: DeviceId[]): void {
    const { archive, group, documents, tombstones, waiting, backfill, away, now } = this.#ports
    documents.dropped(group.id, document)
    tombstones.setAway(document, true)
    archive.messages.dropBodies(document)
    waiting.hollow(document)
    backfill.hollow(document)
    this.#ports.stops().hollow(document)
    away.put({ document, since: now(), keepers, asked: null })
  }
}

export const openOffload = (ports: OffloadPorts): Offload => new GroupOffload(ports)
