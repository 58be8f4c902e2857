// The bootstrap snapshot of a newcomer. The admitter writes, for the newcomer's device alone, where
// it begins in every feed and a snapshot of each shared document; earlier messages stay where they
// are.
import { encode } from '#core/keys'
import type { DeviceId, DocumentId, FeedId, MessageId } from '#shared/ids'
import {
  type FeedPlace,
  type FeedPoint,
  type Heads,
  headsToWire,
  newFeed,
  readHeadsBody,
  readMessage,
  writeHeadsBody,
} from '#core/messages'
import type { Admissions } from '../admissions.ts'
import type { Branches } from '../branches.ts'
import type { SyncArchive, SyncDocuments, SyncGroup } from '../ports.ts'
import type { Feeds } from '../feeds.ts'
import type { Tombstones } from '../retire/tombstones.ts'
import type { HeldBack } from '../held-back.ts'
import { writeForkProof } from '../fork-proof.ts'
import { writeRetireBody } from '../retire/record.ts'
import type { Past } from './past.ts'
import type { StoppedDevices } from '../equivocation.ts'
import { writeReturned } from '../offload/messages.ts'
import type { SeenBy } from '../concurrent-ranges.ts'
import { mostNamed, type Draft, type Outbox } from '../outbox.ts'

export type BootstrapSnapshots = {
  /** Writes the snapshots that are still due for the devices that this one admitted. */
  prepare(): void
  /** The feed with the snapshot of `device`, as long as the device may still need it. */
  feedFor(device: DeviceId): FeedId | null
  /** The beginning of `device`, by its snapshot. */
  baseOf(device: DeviceId): readonly FeedPoint[]
  /**
   * Whether `began`, the device's own statement, covers all of the snapshot, which is then done.
   */
  confirm(device: DeviceId, began: readonly FeedPlace[]): boolean
  /**
   * Writes the documents that a device offloaded and asked for again, in the transaction that is
   * open.
   */
  giveBack(device: DeviceId, returning: MessageId, documents: readonly DocumentId[]): void
  /** The devices with a snapshot here that can still take it. */
  due(): DeviceId[]
  /** Drops the bodies of a document in snapshots that newcomers have not acknowledged. */
  hollow(document: DocumentId): void
}

/** An empty Yjs update. */
const nothing = new Uint8Array([0, 0])

export const openBootstrapSnapshots = (ports: {
  archive: SyncArchive
  group: SyncGroup
  documents: Pick<SyncDocuments, 'snapshotFor' | 'picturesFor'>
  outbox: Outbox
  tombstones: Tombstones
  stops(): StoppedDevices
  heldBack: Pick<HeldBack, 'secretsOf'>
  branches: Pick<Branches, 'any' | 'toWire'>
  feeds: Pick<Feeds, 'before'>
  seen: Pick<SeenBy, 'named'>
  past: Pick<Past, 'tell'>
  admissions: () => Admissions
  random(length: number): Uint8Array
}): BootstrapSnapshots => {
  const { archive, group, documents, outbox, tombstones, stops, heldBack, admissions, random } =
    ports
  const { branches, feeds: places, seen, past } = ports
  const { writtenBootstraps, messages } = archive

  /** The newcomer's beginning, as much of it as one message holds; the rest follows as messages. */
  const beginning = (): Heads => {
    const { records, feeds } = outbox.heads()
    return feeds.length <= mostNamed ? { records, feeds } : outbox.word()
  }

  /** Each feed with the message that its first one follows, back from the open ones. */
  function* followed({ feeds }: Heads): Generator<[FeedId, FeedPlace]> {
    for (const { feed } of feeds)
      for (let [at, before] = [feed, places.before(feed)]; before; before = places.before(at)) {
        yield [at, before]
        at = before.feed
      }
  }
  function* named({ feeds }: Heads): Generator<[FeedPlace, FeedPlace[]]> {
    for (const { feed, seq } of feeds) yield [{ feed, seq }, seen.named(feed, seq + 1)]
  }

  /**
   * Behind all else: an earlier version without pictures has the rest by then, and the text comes
   * first.
   */
  const writePictures = (device: DeviceId, feed: FeedId, document: DocumentId): void => {
    for (const body of documents.picturesFor?.(document) ?? [])
      outbox.writeTo(device, feed, { kind: 'blob', document, body })
  }

  const write = (device: DeviceId): void => {
    const feed = newFeed(group.id, group.self.device, random(16))
    const heads = beginning()
    const shared = archive.documents.list(group.id).filter(row => row.shared)
    archive.transaction(() => {
      outbox.writeTo(device, feed, { kind: 'heads', document: null, body: writeHeadsBody(heads) })
      if (branches.any()) {
        const body = encode([1, 'branches', branches.toWire()])
        outbox.writeTo(device, feed, { kind: 'branches', document: null, body })
      }
      const told = past.tell(followed(heads), named(heads))
      if (told) outbox.writeTo(device, feed, { kind: 'past', document: null, body: told })
      for (const each of stops().all()) {
        const proof = stops().proofOf(each)
        const body = proof && writeForkProof(proof)
        if (body) outbox.writeTo(device, feed, { kind: 'forked', document: null, body })
      }
      const contents = shared.map(({ id }) =>
        documents
          .snapshotFor(id, headsToWire(heads))
          .map(({ kind, body }) => ({ kind, document: id, body })),
      )
      // Kinds of a later version come last: an earlier version has all else by then.
      const isLong = (each: readonly Draft[]): boolean => each.length > 1
      for (const each of [...contents.filter(x => !isLong(x)), ...contents.filter(isLong)])
        for (const content of each) outbox.writeTo(device, feed, content)
      // Its secret keeps messages of others in the document as it was begun another time.
      for (const { id } of shared)
        for (const secret of heldBack.secretsOf(id)) {
          const body = encode([1, 'snapshot', secret, {}, [], [[], []], nothing])
          outbox.writeTo(device, feed, { kind: 'snapshot', document: id, body })
        }
      // Documents that were retired before the newcomer's time: their messages may still come, and
      // count without bodies.
      for (const document of tombstones.sealed())
        for (const { successor, digest, at } of tombstones.sealings(document)) {
          const body = writeRetireBody({ document, successor, digest, at, cut: [] })
          outbox.writeTo(device, feed, { kind: 'sealed', document: null, body })
        }
      for (const { id } of shared) writePictures(device, feed, id)
      writtenBootstraps.put({ group: group.id, device, feed })
    })
  }

  const kept = (device: DeviceId): FeedId | null =>
    writtenBootstraps.pluck({ group: group.id, device }, 'feed')

  const baseOf = (device: DeviceId): readonly FeedPoint[] => {
    const feed = kept(device)
    const body = feed && messages.range(group.id, feed, 0, 1)[0]?.body
    return (body && readHeadsBody(body)?.feeds) || []
  }

  /** The snapshots of this device are not kept any longer. */
  const done = (device: DeviceId): void => {
    const feed = kept(device)
    if (feed === null) return
    archive.transaction(() => {
      for (const { id } of messages.outlines(group.id, feed, 0, Number.MAX_SAFE_INTEGER)) {
        messages.dropBody(id)
      }
      writtenBootstraps.put({ group: group.id, device, feed: null })
    })
  }

  return {
    prepare() {
      const { devices } = group.state()
      for (const device of admissions().by(group.self.device)) {
        const written = writtenBootstraps.has({ group: group.id, device })
        if (devices.has(device) && !written) write(device)
      }
    },
    feedFor: kept,
    giveBack(device, returning, wanted) {
      done(device)
      const feed = newFeed(group.id, group.self.device, random(16))
      const heads = headsToWire(outbox.heads())
      const body = writeReturned(returning)
      outbox.writeTo(device, feed, { kind: 'returned', document: null, body })
      for (const id of wanted)
        for (const content of documents.snapshotFor(id, heads))
          outbox.writeTo(device, feed, { ...content, document: id })
      for (const id of wanted) writePictures(device, feed, id)
      writtenBootstraps.put({ group: group.id, device, feed })
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
      for (const { feed } of writtenBootstraps.list({ group: group.id })) {
        if (feed === null) continue
        for (const { id, header } of messages.outlines(group.id, feed, 0, Number.MAX_SAFE_INTEGER))
          if (readMessage(header)?.document === document) messages.dropBody(id)
      }
    },
    baseOf,
    confirm(device, began) {
      if (began.length === 0) return false
      const feed = kept(device)
      const last = feed && messages.head(group.id, feed)
      const has = last ? began.some(place => place.feed === feed && place.seq >= last.seq) : false
      if (has) done(device)
      return has
    },
  }
}
