// Documents that this device sent away: since when, which devices keep each, and which devices may
// bring something back.
import type { DeviceId, DocumentId, MessageId } from '#shared/ids'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import type { Tombstones } from '../retire/index.ts'
import type { Message } from '#core/messages'

/**
 * `since`: UTC milliseconds by this device's clock. `asked`: the position of the message in which
 * the member first asked for it again; null before.
 */
export type Offloaded = {
  document: DocumentId
  since: number
  keepers: readonly DeviceId[]
  asked: number | null
}

export type OffloadList = {
  all(): Offloaded[]
  /** In a transaction. A device that gave it back earlier may bring nothing of it any more. */
  put(away: Offloaded): void
  /** Whether this device asked `device` to return a document. */
  mayReturn(device: DeviceId): boolean
  /**
   * Whether this device asked `device` to return this document, by the message `returning` or
   * before it. The answer to a request from before it was sent away brings an older state.
   */
  isAnswer(device: DeviceId, document: DocumentId, returning: MessageId): boolean
  /** The returned documents begin in this feed. */
  began(message: Message): void
  /** The document is here again, by this message. */
  isBack(document: DocumentId, by: Message): void
  /**
   * Whether the author was asked for this document (or any) that is back, and may go on in this
   * feed. Attachments come after all text, and another keeper may have one that the first keeper
   * lost. Each keeper has one feed.
   */
  mayBring(by: Message, document?: DocumentId): boolean
}

export const openOffloadList = (
  { offloaded, returned, messages }: Pick<SyncArchive, 'offloaded' | 'returned' | 'messages'>,
  { id: group, self }: Pick<SyncGroup, 'id' | 'self'>,
  tombstones: Pick<Tombstones, 'isSealed'>,
): OffloadList => {
  const all = (): Offloaded[] =>
    offloaded.list({ group }).filter(({ document }) => !tombstones.isSealed(document))

  return {
    all,
    put({ document, since, keepers, asked }) {
      returned.remove({ group, document })
      offloaded.put({ group, document, since, keepers, asked })
    },
    mayReturn: device =>
      all().some(({ asked, keepers }) => asked !== null && keepers.includes(device)),
    isAnswer(device, document, returning) {
      const request = messages.get(returning)
      const away = all().find(each => each.document === document)
      return (
        request?.device === self.device &&
        away?.asked != null &&
        away.asked <= request.position &&
        away.keepers.includes(device)
      )
    },
    began({ device, feed }) {
      for (const each of returned.list({ group, device, feed: null }))
        returned.put({ ...each, feed })
    },
    isBack(document, { device, feed }) {
      const keepers = offloaded.pluck({ group, document }, 'keepers') ?? []
      offloaded.remove({ group, document })
      if (keepers.length > 0) returned.remove({ group, document })
      for (const each of keepers)
        returned.put({ group, document, device: each, feed: each === device ? feed : null })
    },
    mayBring: ({ device, feed }, document) =>
      returned
        .list({ group, device, ...(document !== undefined && { document }) })
        .some(each => each.feed === null || each.feed === feed),
  }
}
