// The devices that removed text. A document does not record them: a deletion has no author in it.
// The messages that brought the deletions have one, so it is known as far as this device holds
// messages. A newcomer's snapshot holds the deletions of others without their authors.
import type { Archive, StoredMessage } from '#core/archive'
import type { DocumentState } from '#document/history/versions'
import type { DeviceId, DocumentId, FeedId, GroupId } from '#shared/ids'
import { contestsOf, type Apart } from '../contested/index.ts'
import { readEntry, parkedIn } from '../bodies/index.ts'
import { scanUpdate, type Range } from '../gate/index.ts'

type Span = { from: number; to: number }
/** Spans of clocks by client and by the device that deleted them, ascending and disjoint. */
type Deleted = Map<number, Map<DeviceId, Span[]>>

export type Removers = {
  /** Several devices may have deleted the same concurrently. */
  of(client: number, clock: number): readonly DeviceId[]
  /** The deletions of each feed. */
  byFeed: ReadonlyMap<FeedId, readonly Range[]>
}

export type RemoversStore = {
  /** Reads the messages that came since the last call; in steps, because they may be many. */
  level(group: GroupId, document: DocumentId): Generator<void, Removers>
  forget(document: DocumentId): void
}

type Known = { position: number; deleted: Deleted; byFeed: Map<FeedId, Range[]> }

const apart = (spans: readonly Span[]): Span[] => {
  const result: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else result.push({ ...span })
  }
  return result
}

const holds = (spans: readonly Span[], clock: number): boolean => {
  let [low, high] = [0, spans.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const span = spans[middle]
    if (!span) return false
    if (clock < span.from) high = middle - 1
    else if (clock >= span.to) low = middle + 1
    else return true
  }
  return false
}

const add = (known: Known, device: DeviceId, feed: FeedId, update: Uint8Array): void => {
  const scan = scanUpdate(update)
  if (typeof scan === 'string' || scan.deletes.length === 0) return
  const own = known.byFeed.get(feed) ?? []
  known.byFeed.set(feed, own)
  for (const range of scan.deletes) {
    own.push(range)
    const devices = known.deleted.get(range.client) ?? new Map<DeviceId, Span[]>()
    known.deleted.set(range.client, devices)
    const spans = devices.get(device) ?? []
    devices.set(device, spans)
    spans.push({ from: range.clock, to: range.clock + range.length })
  }
}

const listsOf = <Key, Each>(lists: ReadonlyMap<Key, readonly Each[]>): Map<Key, Each[]> =>
  new Map([...lists].map(([key, list]) => [key, [...list]]))

const copyOf = ({ position, deleted, byFeed }: Known): Known => ({
  position,
  deleted: new Map([...deleted].map(([client, devices]) => [client, listsOf(devices)])),
  byFeed: listsOf(byFeed),
})

/** The snapshot for a newcomer: deletions of many. */
const isHandover = ({ kind, audience }: StoredMessage, group: GroupId): boolean =>
  kind.startsWith('snapshot') && audience !== group

const perTurn = 200

export const openRemovers = (
  archive: Apart & Pick<Archive, 'drafts' | 'journal' | 'messages' | 'parkedEdits'>,
  deviceOf: (group: GroupId) => DeviceId,
): RemoversStore => {
  const documents = new Map<DocumentId, Known>()
  return {
    *level(group, document) {
      const known: Known = documents.get(document) ?? {
        position: 0,
        deleted: new Map(),
        byFeed: new Map(),
      }
      documents.set(document, known)
      const self = deviceOf(group)
      const contests = contestsOf(archive, group, document)
      for (const [at, message] of archive.messages.ofDocument(document, known.position).entries()) {
        const { device, feed, position } = message
        const update = isHandover(message, group) ? null : contests.contentOf(message)
        if (update) add(known, device, feed, update)
        known.position = position
        if (at % perTurn === perTurn - 1) yield
      }
      // Not in messages yet, and so not for good.
      const now = copyOf(known)
      for (const { feed, update } of archive.drafts.list(document)) add(now, self, feed, update)
      const pending = archive.journal.pending().map(readEntry)
      for (const entry of [...pending, ...parkedIn(archive, document)])
        if (entry?.document === document) add(now, self, entry.feed, entry.update)
      const spans = new Map(
        [...now.deleted].map(([client, devices]) => [
          client,
          [...devices].map(([device, all]) => [device, apart(all)] as const),
        ]),
      )
      return {
        of: (client, clock) =>
          (spans.get(client) ?? []).flatMap(([device, all]) => (holds(all, clock) ? [device] : [])),
        byFeed: now.byFeed,
      }
    },
    forget: document => void documents.delete(document),
  }
}

/** Deletions of a feed that are deleted in a state. */
export const isDeletedIn = (
  { clocks, deleted }: DocumentState,
  { client, clock }: Range,
): boolean =>
  clock < (clocks.get(client) ?? 0) &&
  (deleted.get(client) ?? []).some(({ from, to }) => from <= clock && clock < to)
