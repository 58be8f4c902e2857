// Answers to this device's questions: which devices keep a document that it wants to offload, and
// with which of its attachments.
import type { DeviceId, DocumentId, MessageId } from '#shared/ids'
import type { Message } from '#core/messages'
import type { Authors } from '../members/index.ts'
import type { SyncArchive, SyncDocuments, SyncGroup } from '../ports.ts'
import type { Waiting } from '../waiting/index.ts'
import * as words from './messages.ts'

/**
 * The devices that keep all of it, and those that keep the text and not all attachments that are
 * here; null where this device has not asked since the document changed.
 */
export type Keepers = { whole: DeviceId[]; partly: DeviceId[] } | null

/** Messages of one answer of a device, each with as many hashes as one may name. */
const mostParts = 16

/** The attachments that are here and not there. */
const lackedIn = (enclosed: readonly string[], there: words.Enclosed = []): string[] => {
  const known = new Set(there)
  return enclosed.filter(hash => !known.has(hash))
}

export type AnswersPorts = {
  archive: SyncArchive
  group: SyncGroup
  documents: Pick<SyncDocuments, 'enclosedHere' | 'bringAgain'>
  authors: Authors
  waiting: Pick<Waiting, 'holds'>
}

/** A snapshot of the answers, valid while nothing is written: each is read once. */
export class Answers {
  readonly #ports: AnswersPorts
  readonly #read = new Map<MessageId, Map<DeviceId, words.Keeps>>()

  constructor(ports: AnswersPorts) {
    this.#ports = ports
  }

  keepersOf(id: DocumentId): Keepers {
    const asked = this.#questionAbout(id)
    if (!asked) return null
    // No keeper has stated anything about messages that wait here.
    if (this.#ports.waiting.holds(id)) return { whole: [], partly: [] }
    const said = this.#keeping(asked, id)
    const enclosed = said.length > 0 ? this.#enclosedIn(id) : []
    const isWhole = ([, there]: (typeof said)[number]): boolean =>
      lackedIn(enclosed, there).length === 0
    return {
      whole: said.filter(isWhole).map(([device]) => device),
      partly: said.filter(each => !isWhole(each)).map(([device]) => device),
    }
  }

  /** Sends attachments again that devices stated to lack. */
  bringAgain(id: DocumentId): void {
    const asked = this.#questionAbout(id)
    const enclosed = asked ? this.#enclosedIn(id) : []
    if (!asked || enclosed.length === 0) return
    const lackedBy = this.#keeping(asked, id).map(
      ([device, there]) => [device, new Set(lackedIn(enclosed, there))] as const,
    )
    this.#ports.documents.bringAgain(id, new Map(lackedBy))
  }

  /** Devices that keep the document, each with the attachments that it has of it. */
  #keeping(asked: MessageId, id: DocumentId): [DeviceId, words.Enclosed | undefined][] {
    const said = this.#read.get(asked) ?? this.#answersTo(asked)
    this.#read.set(asked, said)
    return [...said]
      .filter(([, { documents }]) => documents.has(id))
      .map(([device, { documents }]) => [device, documents.get(id)])
  }

  #enclosedIn(id: DocumentId): readonly string[] {
    return this.#ports.documents.enclosedHere(id)
  }

  /** The message with this device's question, while it still covers everything that is here. */
  #questionAbout(document: DocumentId): MessageId | null {
    const { archive, group } = this.#ports
    const asked = archive.offloadQuestions.pluck({ group: group.id, document }, 'message')
    const position = asked && archive.messages.get(asked)?.position
    const isLast = position != null && !archive.messages.hasAfter(document, position)
    return asked && isLast ? asked : null
  }

  /** The answers of devices that are active now. */
  #answersTo(question: MessageId): Map<DeviceId, words.Keeps> {
    const { archive, group, authors } = this.#ports
    const said = new Map<DeviceId, words.Keeps>()
    for (const { device, body } of archive.offloadAnswers.list({ group: group.id, question })) {
      const keeps = authors.isActive(device) && words.readKeeps(body)
      if (keeps) said.set(device, words.together(keeps, said.get(device)))
    }
    return said
  }
}

/** Keeps an answer of another device to a question of this one, in the transaction that is open. */
export const noteAnswer = (
  { archive, group }: Pick<AnswersPorts, 'archive' | 'group'>,
  { device }: Pick<Message, 'device'>,
  keeps: words.Keeps,
): void => {
  if (archive.messages.get(keeps.leaving)?.device !== group.self.device) return
  const answer = { group: group.id, question: keeps.leaving, device }
  const part = archive.offloadAnswers.count(answer)
  if (part < mostParts)
    archive.offloadAnswers.put({ ...answer, part, body: words.writeKeeps(keeps) })
}
