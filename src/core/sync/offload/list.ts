// Documents that this device sent away: since when, which devices keep each, and which devices may
// bring something back.
import {
  countOf,
  decodeStrict,
  eachOf,
  encode,
  fromHex,
  idOf,
  listOf,
  type Decoded,
} from '#core/keys'
import type { DeviceId, DocumentId, FeedId } from '#shared/ids'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import type { Tombstones } from '../retire/tombstones.ts'
import type { Message } from '#core/messages'

/** `since`: UTC milliseconds by this device's clock. `isAsked`: the member asked for it again. */
export type Offloaded = {
  document: DocumentId
  since: number
  keepers: DeviceId[]
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

const leftNote = 'sync/left/'
/**
 * The note of devices that were asked for a returned document, with the feed in which each of them
 * returns it.
 */
const backNote = 'sync/back/'
const limit = 1 << 20
const mostKeepers = 2048

type Givers = ReadonlyMap<DeviceId, FeedId | null>

const readGiver = (value: Decoded): [DeviceId, FeedId | null] | null => {
  const list = listOf(value, 2)
  const device = idOf<DeviceId>(list?.[0])
  return device && [device, idOf<FeedId>(list?.[1], 16)]
}

export const openOffloadList = (
  { notes }: Pick<SyncArchive, 'notes'>,
  group: Pick<SyncGroup, 'id'>,
  tombstones: Pick<Tombstones, 'isSealed'>,
): OffloadList => {
  const named = (prefix: string): DocumentId[] =>
    notes.list(group.id, prefix).map(({ name }) => name.slice(prefix.length) as DocumentId)

  const read = (id: DocumentId): Offloaded | null => {
    const bytes = notes.get(group.id, leftNote + id)
    const list = bytes && listOf(decodeStrict(bytes, limit), 3)
    const since = countOf(list?.[0])
    const keepers = eachOf(list?.[1], mostKeepers, each => idOf<DeviceId>(each))
    return since !== null && keepers
      ? { document: id, since, keepers, isAsked: list?.[2] === true }
      : null
  }
  const all = (): Offloaded[] =>
    named(leftNote)
      .filter(id => !tombstones.isSealed(id))
      .map(read)
      .filter(each => each !== null)

  const giversOf = (document: DocumentId): Givers => {
    const bytes = notes.get(group.id, backNote + document)
    return new Map(bytes && eachOf(decodeStrict(bytes, limit), mostKeepers, readGiver))
  }
  const writeGivers = (document: DocumentId, givers: Givers): void => {
    const list = [...givers].map(([device, feed]) => [fromHex(device), feed && fromHex(feed)])
    notes.put(group.id, backNote + document, encode(list))
  }

  return {
    all,
    put({ document, since, keepers, isAsked }) {
      notes.remove(group.id, backNote + document)
      notes.put(group.id, leftNote + document, encode([since, keepers.map(fromHex), isAsked]))
    },
    mayReturn: (device, document) =>
      all().some(
        each =>
          each.isAsked &&
          each.keepers.includes(device) &&
          (document === undefined || each.document === document),
      ),
    began({ device, feed }) {
      for (const document of named(backNote)) {
        const givers = giversOf(document)
        if (givers.get(device) === null) writeGivers(document, new Map(givers).set(device, feed))
      }
    },
    isBack(document, { device, feed }) {
      const keepers = read(document)?.keepers ?? []
      notes.remove(group.id, leftNote + document)
      const givers = new Map(keepers.map(each => [each, each === device ? feed : null] as const))
      if (givers.size > 0) writeGivers(document, givers)
    },
    mayBring: ({ device, feed }, document) =>
      (document === undefined ? named(backNote) : [document]).some(each => {
        const given = giversOf(each).get(device)
        return given === null || given === feed
      }),
  }
}
