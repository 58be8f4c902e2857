// The messages of a bootstrap snapshot, in their order: where the newcomer begins in every feed, and a
// snapshot of each shared document. Earlier messages stay where they are.
import { encode, type Bytes } from '#core/keys'
import type { DocumentId, FeedId, MessageId } from '#shared/ids'
import { type FeedPlace, type Heads, headsToWire, writeHeadsBody } from '#core/messages'
import type { Branches, SeenBy, Feeds, HeldBack, Past } from '../feeds/index.ts'
import { type StoppedDevices, writeForkProof } from '../equivocation/index.ts'
import { writeReturned } from '../offload/index.ts'
import type { Draft } from '../outbox/index.ts'
import type { SyncArchive, SyncDocuments, SyncGroup } from '../ports.ts'
import { writeRetireBody, type Tombstones } from '../retire/index.ts'

type Contents = Pick<SyncDocuments, 'snapshotFor' | 'picturesFor'>

export type SnapshotPorts = {
  archive: SyncArchive
  group: SyncGroup
  documents: Contents
  tombstones: Tombstones
  stops(): StoppedDevices
  heldBack: Pick<HeldBack, 'secretsOf'>
  branches: Pick<Branches, 'any' | 'toWire'>
  feeds: Pick<Feeds, 'before'>
  seen: Pick<SeenBy, 'named'>
  past: Pick<Past, 'tell'>
}

/** An empty Yjs update. */
const nothing = new Uint8Array([0, 0])

const ofNone = (kind: string, body: Bytes): Draft => ({ kind, document: null, body })

/** Each feed with the message that its first one follows, back from the open ones. */
function* followed(
  { feeds }: Heads,
  places: Pick<Feeds, 'before'>,
): Generator<[FeedId, FeedPlace]> {
  for (const { feed } of feeds)
    for (let [at, before] = [feed, places.before(feed)]; before; before = places.before(at)) {
      yield [at, before]
      at = before.feed
    }
}

const snapshotOf = (documents: Contents, document: DocumentId, heads: Heads): Draft[] =>
  documents
    .snapshotFor(document, headsToWire(heads))
    .map(({ kind, body }) => ({ kind, document, body }))

/**
 * Behind all else: an earlier version without pictures has the rest by then, and the text comes
 * first.
 */
function* picturesOf(documents: Contents, all: readonly DocumentId[]): Generator<Draft> {
  for (const document of all)
    for (const body of documents.picturesFor(document)) yield { kind: 'blob', document, body }
}

/** The history that the messages after the beginning build on. */
function* historyBefore(ports: SnapshotPorts, heads: Heads): Generator<Draft> {
  const { branches, feeds, seen, past } = ports
  yield ofNone('heads', writeHeadsBody(heads))
  if (branches.any()) yield ofNone('branches', encode([1, 'branches', branches.toWire()]))
  const named = heads.feeds
    .values()
    .map(({ feed, seq }): [FeedPlace, FeedPlace[]] => [{ feed, seq }, seen.named(feed, seq + 1)])
  const told = past.tell(followed(heads, feeds), named)
  if (told) yield ofNone('past', told)
  const stops = ports.stops()
  for (const each of stops.all()) {
    const proof = stops.proofOf(each)
    const body = proof && writeForkProof(proof)
    if (body) yield ofNone('forked', body)
  }
}

export function* wholeSnapshot(ports: SnapshotPorts, heads: Heads): Generator<Draft> {
  const { archive, group, documents, heldBack, tombstones } = ports
  const rows = archive.documents.list(group.id).filter(({ shared }) => shared)
  const all = rows.map(({ id }) => id)
  yield* historyBefore(ports, heads)
  const contents = all.map(id => snapshotOf(documents, id, heads))
  // Kinds of a later version come last: an earlier version has all else by then.
  const isLong = (each: readonly Draft[]): boolean => each.length > 1
  for (const each of [...contents.filter(x => !isLong(x)), ...contents.filter(isLong)]) yield* each
  // Its secret keeps messages of others in the document as it was begun another time.
  for (const document of all)
    for (const secret of heldBack.secretsOf(document)) {
      const body = encode([1, 'snapshot', secret, {}, [], [[], []], nothing])
      yield { kind: 'snapshot', document, body }
    }
  // Documents that were retired before the newcomer's time: their messages may still come, and
  // count without bodies.
  for (const document of tombstones.sealed())
    for (const { successor, digest, at } of tombstones.sealings(document))
      yield ofNone('sealed', writeRetireBody({ document, successor, digest, at, cut: [] }))
  yield* picturesOf(documents, all)
}

/** Documents that a device offloaded and asked for again by `returning` follow. */
export const returnedBy = (returning: MessageId): Draft =>
  ofNone('returned', writeReturned(returning))

export function* contentsOf(
  documents: Contents,
  wanted: readonly DocumentId[],
  heads: Heads,
): Generator<Draft> {
  for (const document of wanted) yield* snapshotOf(documents, document, heads)
  yield* picturesOf(documents, wanted)
}
