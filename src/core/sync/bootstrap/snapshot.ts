// The bootstrap snapshots that this device writes: of each device that it admitted, whether one is
// written, in which feed, and whether the device has it. `snapshot-contents.ts` says what one holds.
import type { DeviceId, DocumentId, FeedId, MessageId } from '#shared/ids'
import {
  type FeedPlace,
  type FeedPoint,
  type Heads,
  newFeed,
  readHeadsBody,
  readMessage,
} from '#core/messages'
import type { Admissions } from '../members/index.ts'
import { mostNamed, type Draft, type Outbox } from '../outbox/index.ts'
import { contentsOf, returnedBy, wholeSnapshot, type SnapshotPorts } from './snapshot-contents.ts'

export type BootstrapSnapshots = {
  /** Writes the snapshots that are still due for the devices that this one admitted. */
  prepare(): void
  /** The last message of the snapshot for `device`, as long as the device may still need it. */
  endFor(device: DeviceId): FeedPoint | null
  /** The beginning of `device`, by its snapshot. */
  baseOf(device: DeviceId): readonly FeedPoint[]
  /**
   * Whether `began`, the device's own statement, covers all of the snapshot, which is then done.
   */
  confirm(device: DeviceId, began: readonly FeedPlace[]): boolean
  /**
   * Writes the documents that a device offloaded and asked for again, in the transaction that is
   * open: behind its beginning, where the device may still lack some of that.
   */
  giveBack(device: DeviceId, returning: MessageId, documents: readonly DocumentId[]): void
  /** The devices with a snapshot here that can still take it. */
  due(): DeviceId[]
  /** Drops the bodies of a document in snapshots that newcomers have not acknowledged. */
  hollow(document: DocumentId): void
}

export const openBootstrapSnapshots = (
  ports: SnapshotPorts & {
    outbox: Outbox
    admissions: () => Admissions
    random(length: number): Uint8Array
  },
): BootstrapSnapshots => {
  const { archive, group, documents, outbox, admissions, random } = ports
  const { writtenBootstraps, messages } = archive

  /** The newcomer's beginning, as much of it as one message holds; the rest follows as messages. */
  const beginning = (): Heads => {
    const { records, feeds } = outbox.heads()
    return feeds.length <= mostNamed ? { records, feeds } : outbox.word()
  }

  const writeAll = (device: DeviceId, feed: FeedId, drafts: Iterable<Draft>): void => {
    for (const draft of drafts) outbox.writeTo(device, feed, draft)
    writtenBootstraps.put({ group: group.id, device, feed })
  }

  const write = (device: DeviceId): void => {
    const feed = newFeed(group.id, group.self.device, random(16))
    const heads = beginning()
    archive.transaction(() => writeAll(device, feed, wholeSnapshot(ports, heads)))
  }

  const kept = (device: DeviceId): FeedId | null =>
    writtenBootstraps.pluck({ group: group.id, device }, 'feed')

  const endFor = (device: DeviceId): FeedPoint | null => {
    const feed = kept(device)
    return feed && messages.head(group.id, feed)
  }

  const baseOf = (device: DeviceId): readonly FeedPoint[] => {
    const feed = kept(device)
    const body = feed && messages.range(group.id, feed, 0, 1)[0]?.body
    return (body && readHeadsBody(body)?.feeds) || []
  }

  const written = (feed: FeedId) => messages.outlines(group.id, feed, 0, Number.MAX_SAFE_INTEGER)

  const dropIn = (feed: FeedId, document: DocumentId): void => {
    for (const { id, header } of written(feed))
      if (readMessage(header)?.document === document) messages.dropBody(id)
  }

  /** The snapshots of this device are not kept any longer. */
  const done = (device: DeviceId): void => {
    const feed = kept(device)
    if (feed === null) return
    archive.transaction(() => {
      for (const { id } of written(feed)) messages.dropBody(id)
      writtenBootstraps.put({ group: group.id, device, feed: null })
    })
  }

  /** The feed with the beginning of `device`, while the device may still lack some of it. */
  const beginningOf = (device: DeviceId): FeedId | null => {
    const feed = kept(device)
    return feed && messages.outlines(group.id, feed, 0, 1)[0]?.kind === 'heads' ? feed : null
  }

  return {
    prepare() {
      const { devices } = group.state()
      for (const device of admissions().by(group.self.device)) {
        const written = writtenBootstraps.has({ group: group.id, device })
        if (devices.has(device) && !written) write(device)
      }
    },
    endFor,
    giveBack(device, returning, wanted) {
      const contents = contentsOf(documents, wanted, outbox.heads())
      const beginning = beginningOf(device)
      if (beginning) {
        for (const document of wanted) dropIn(beginning, document)
        writeAll(device, beginning, contents)
        return
      }
      done(device)
      const feed = newFeed(group.id, group.self.device, random(16))
      writeAll(device, feed, [returnedBy(returning), ...contents])
    },
    due: () =>
      writtenBootstraps
        .list({ group: group.id })
        .filter(({ feed }) => feed !== null)
        .map(({ device }) => device)
        // A removed device takes nothing in any more. A device that is shut out may be admitted
        // again.
        .filter(device => group.state().pastDevices.get(device)?.state !== 'removed'),
    hollow(document) {
      for (const { feed } of writtenBootstraps.list({ group: group.id }))
        if (feed !== null) dropIn(feed, document)
    },
    baseOf,
    confirm(device, began) {
      if (began.length === 0) return false
      const end = endFor(device)
      const has = began.some(({ feed, seq }) => feed === end?.feed && seq >= end.seq)
      if (has) done(device)
      return has
    },
  }
}
