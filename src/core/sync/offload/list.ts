// Documents that this device sent away: since when, which devices keep each, and which devices may
// bring something back.
import type { DeviceId, DocumentId } from '#shared/ids'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import type { Tombstones } from '../retire/index.ts'
import type { Message } from '#core/messages'

/** `since`: UTC milliseconds by this device's clock. `isAsked`: the member asked for it again. */
export type Offloaded = {
  document: DocumentId
  since: number
  keepers: readonly DeviceId[]
  isAsked: boolean
}

export type OffloadList = {
  all(): Offloaded[]
  /** In a transaction. A device that gave it back earlier may bring nothing of it any more. */
  put(away: Offloaded): void
  /** Whether this device asked `device` to return this document (or any). */
  mayReturn(device: DeviceId, document?: DocumentId): boolean
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
  { offloaded, returned }: Pick<SyncArchive, 'offloaded' | 'returned'>,
  { id: group }: Pick<SyncGroup, 'id'>,
  tombstones: Pick<Tombstones, 'isSealed'>,
): OffloadList => {
  const all = (): Offloaded[] =>
    offloaded.list({ group }).filter(({ document }) => !tombstones.isSealed(document))

  return {
    all,
    put({ document, since, keepers, isAsked }) {
      returned.remove({ group, document })
      offloaded.put({ group, document, since, keepers, isAsked })
    },
    mayReturn: (device, document) =>
      all().some(
        each =>
          each.isAsked &&
          each.keepers.includes(device) &&
          (document === undefined || each.document === document),
      ),
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
