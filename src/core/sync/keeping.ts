// Keeping documents for somebody who sends hers away: answering who asks what is kept here, and giving
// back what was asked for, to nobody but who was told that it is kept, and once for all that was asked.
import { decodeStrict, encode, fromHex } from '#core/keys'
import type { DeviceId, DocumentId, MessageId } from '#shared/ids'
import type { Authors } from './authors.ts'
import type { SyncArchive, SyncDocuments, SyncGroup } from './doors.ts'
import type { Handovers } from './handover.ts'
import type { Message } from './message.ts'
import type { Outbox } from './outbox.ts'
import * as words from './travel-words.ts'
import { eachOf, idOf, listOf } from './wire.ts'

export type Keeping = {
  /** To a `leaving` about these; in the transaction that keeps it. */
  answer(message: Message, asked: readonly DocumentId[]): void
  /** What a `returning` asks of this device; in the transaction that keeps it. */
  noteWish(message: Message, wish: words.Returning): void
  /** Gives back what was asked back and is kept here for who asked; in no transaction. */
  giveDue(): void
}

/** What this device said that it keeps: for whom, and which document. */
const keptNote = 'sync/kept-for/'
/** What a device asked back last and was not given yet. */
const dueNote = 'sync/returning/'
const limit = 1 << 20

export const openKeeping = (rooms: {
  archive: SyncArchive
  group: SyncGroup
  documents: Pick<SyncDocuments, 'enclosedHere'>
  outbox: Outbox
  handovers: Handovers
  authors: Authors
  isHere(id: DocumentId): boolean
  /** This device wants to send it away itself, and can be relied on for nothing. */
  isLeaving(id: DocumentId): boolean
}): Keeping => {
  const { archive, group, documents: room, outbox, handovers, authors, isHere, isLeaving } = rooms
  const { notes } = archive
  const { device: self } = group.self
  /** As far as is known; the first look finds what an earlier session left. */
  let isDue = true

  const readDue = (bytes: Uint8Array): { id: MessageId; documents: DocumentId[] } | null => {
    const list = listOf(decodeStrict(bytes, limit), 2)
    const id = idOf<MessageId>(list?.[0])
    const wanted = eachOf(list?.[1], words.mostNamed, each => idOf<DocumentId>(each, 16))
    return id && wanted ? { id, documents: wanted.filter(isHere) } : null
  }

  return {
    answer(message, asked) {
      const documents = asked.filter(id => isHere(id) && !isLeaving(id))
      if (documents.length === 0) return
      const kept = new Map<DocumentId, words.Enclosed>()
      let left = words.mostEnclosed
      for (const id of documents) {
        const enclosed = room.enclosedHere?.(id) ?? []
        if (enclosed.length <= left) kept.set(id, enclosed)
        left -= kept.get(id)?.length ?? 0
      }
      const body = words.writeKeeps({ leaving: message.id, documents: kept })
      outbox.write({ kind: 'keeps', document: null, body })
      for (const id of kept.keys())
        notes.put(group.id, `${keptNote}${message.device}/${id}`, new Uint8Array())
    },
    noteWish({ id, device }, { documents, devices }) {
      if (!devices.includes(self)) return
      const isKept = (each: DocumentId): boolean =>
        notes.get(group.id, `${keptNote}${device}/${each}`) !== null
      const kept = documents.filter(each => isKept(each) && isHere(each))
      if (kept.length === 0) return
      notes.put(group.id, dueNote + device, encode([fromHex(id), kept.map(fromHex)]))
      isDue = true
    },
    giveDue() {
      if (!isDue || !authors.isActive(self)) return
      isDue = false
      for (const { name, bytes } of notes.list(group.id, dueNote)) {
        const device = name.slice(dueNote.length) as DeviceId
        const due = authors.isActive(device) ? readDue(bytes) : null
        archive.transaction(() => {
          notes.remove(group.id, name)
          if (due && due.documents.length > 0) handovers.giveBack(device, due.id, due.documents)
        })
      }
    },
  }
}
