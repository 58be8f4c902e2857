// Keeping documents for members who offload theirs. This device answers which of the named
// documents it keeps: the last question of each device, and not more often than once in a while,
// since an answer can be long and goes to all. It returns documents only to a device that was told
// of the keeping, and once for each request.
import type { DeviceId, DocumentId, MessageId } from '#shared/ids'
import type { Authors } from '../members/index.ts'
import type { Later, SyncArchive, SyncDocuments, SyncGroup } from '../ports.ts'
import type { Message } from '#core/messages'
import type { Outbox } from '../outbox/index.ts'
import * as words from './messages.ts'

export type OffloadKeeper = {
  /**
   * A `leaving` about these documents, in the transaction that keeps it. It replaces an earlier one
   * of the same device.
   */
  noteQuestion(message: Message, asked: readonly DocumentId[]): void
  /**
   * Answers the questions; `all`: also devices that had an answer a moment ago. In no transaction.
   */
  answerDue(all?: boolean): void
  /** A `returning` that asks this device; in the transaction that keeps it. */
  noteWish(message: Message, wish: words.Returning): void
  /**
   * Returns the requested documents that are kept here for the device that asks; in no transaction.
   */
  giveDue(): void
  close(): void
}

/** The way by which a document returns to a device. */
export type Returns = {
  /** Writes the document for the device that asked by the message `returning`. */
  giveBack(device: DeviceId, returning: MessageId, documents: readonly DocumentId[]): void
}

/** Milliseconds between two answers to one device. */
const pause = 60_000

export const openOffloadKeeper = (ports: {
  archive: SyncArchive
  group: SyncGroup
  documents: Pick<SyncDocuments, 'enclosedHere'>
  outbox: Outbox
  snapshots: Returns
  authors: Authors
  isHere(id: DocumentId): boolean
  /** This device wants to offload the document itself, so no device can rely on it. */
  isLeaving(id: DocumentId): boolean
  now(): number
  later: Later
  /** A return or an answer is due by now. */
  due(): void
}): OffloadKeeper => {
  const { archive, group, documents: room, outbox, snapshots, authors, isHere, isLeaving } = ports
  const { now, later } = ports
  const { keptForOthers, offloadRequests } = archive
  const { device: self } = group.self
  /** True at first: the first pass finds requests of an earlier session. */
  let isDue = true
  let isAsked = true

  const answered = new Map<DeviceId, number>()
  let stopWaiting = (): void => {}

  /** Answers in as many messages as needed. */
  const answer = (device: DeviceId, leaving: MessageId, asked: readonly DocumentId[]): void => {
    const kept = asked.filter(id => isHere(id) && !isLeaving(id))
    for (const document of kept) keptForOthers.put({ group: group.id, device, document })
    const enclosed = kept.map(id => [id, room.enclosedHere(id)] as const)
    for (const documents of words.inParts(enclosed))
      outbox.write({
        kind: 'keeps',
        document: null,
        body: words.writeKeeps({ leaving, documents }),
      })
  }

  const answerDue = (all = false): void => {
    if (!(isAsked || all) || !authors.isActive(self)) return
    isAsked = false
    stopWaiting()
    const says = archive.settings.get().sharePresence
    let wait = Infinity
    for (const row of offloadRequests.list({ group: group.id, request: 'keep' })) {
      const { device, message, documents } = row
      const left = (answered.get(device) ?? -Infinity) + pause - now()
      // After a clock went back, the answer does not wait for it.
      if (!all && left > 0 && left <= pause) {
        wait = Math.min(wait, left)
        continue
      }
      archive.transaction(() => {
        offloadRequests.remove({ group: group.id, device, request: 'keep' })
        if (says && authors.isActive(device)) answer(device, message, documents)
      })
      answered.set(device, now())
    }
    if (wait < Infinity)
      stopWaiting = later(() => {
        isAsked = true
        ports.due()
      }, wait)
  }

  return {
    noteQuestion({ id, device }, asked) {
      const row = { group: group.id, device, request: 'keep', message: id } as const
      offloadRequests.put({ ...row, documents: asked })
      isAsked = true
    },
    answerDue,
    noteWish({ id, device }, { documents, devices }) {
      if (!devices.includes(self)) return
      const isKept = (document: DocumentId): boolean =>
        keptForOthers.has({ group: group.id, device, document })
      const kept = documents.filter(each => isKept(each) && isHere(each))
      if (kept.length === 0) return
      const row = { group: group.id, device, request: 'return', message: id } as const
      offloadRequests.put({ ...row, documents: kept })
      isDue = true
    },
    giveDue() {
      if (!isDue || !authors.isActive(self)) return
      isDue = false
      for (const row of offloadRequests.list({ group: group.id, request: 'return' })) {
        const { device, message } = row
        const documents = authors.isActive(device) ? row.documents.filter(isHere) : []
        archive.transaction(() => {
          offloadRequests.remove({ group: group.id, device, request: 'return' })
          if (documents.length > 0) snapshots.giveBack(device, message, documents)
        })
      }
    },
    close: () => stopWaiting(),
  }
}
