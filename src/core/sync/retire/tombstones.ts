// Tombstones: documents whose content this device dropped. Retired documents are gone for good;
// offloaded ones until they are asked for again. Their messages are kept without bodies, and the
// chains still verify.
import {
  bytesUpTo,
  countOf,
  decodeStrict,
  eachOf,
  encode,
  fromHex,
  idOf,
  listOf,
  toHex,
  type Decoded,
} from '#core/keys'
import type { DeviceId, DocumentId, GroupId } from '#shared/ids'
import type { SyncArchive } from '../ports.ts'

/** The device that retired a document, the time by its statement, and the successor. */
export type Retirement = { device: DeviceId; successor: DocumentId; digest: string; at: number }

export type Tombstones = {
  /** Whether no body of this document is kept here. */
  has(document: DocumentId): boolean
  isSealed(document: DocumentId): boolean
  /**
   * Whether the document's messages count without their bodies: the document is gone here, or a
   * record that retires it counts as soon as they do, in the transaction that is open.
   */
  mayBeHollow(document: DocumentId): boolean
  /**
   * A record that retires the document waits only for what comes before it, and all of that is
   * here.
   */
  announce(document: DocumentId): void
  /** Nothing is announced any more. */
  withdraw(): void
  /** In the transaction that keeps the record. */
  seal(document: DocumentId, sealing: Retirement): void
  /** The retirements of one document, the first that was judged here first. */
  sealings(document: DocumentId): Retirement[]
  sealed(): DocumentId[]
  /** Offloaded, or (false) wanted again; in a transaction. */
  setAway(document: DocumentId, isAway: boolean): void
  /** Reads everything again, after a transaction that failed. */
  reload(): void
}

const sealedNote = 'sync/sealed/'
const awayNote = 'sync/away/'
const mostSealings = 64

const readSealing = (value: Decoded): Retirement | null => {
  const list = listOf(value, 4)
  const device = idOf<DeviceId>(list?.[0])
  const successor = idOf<DocumentId>(list?.[1], 16)
  const digest = bytesUpTo(list?.[2], 32)
  const at = countOf(list?.[3])
  return device && successor && digest && at !== null
    ? { device, successor, digest: toHex(digest), at }
    : null
}

export const openTombstones = (
  { notes }: Pick<SyncArchive, 'notes'>,
  group: GroupId,
): Tombstones => {
  const sealed = new Set<DocumentId>()
  const away = new Set<DocumentId>()
  const bodyless = new Set<DocumentId>()
  const named = (prefix: string): DocumentId[] =>
    notes.list(group, prefix).map(({ name }) => name.slice(prefix.length) as DocumentId)
  const load = (): void => {
    for (const set of [sealed, away, bodyless]) set.clear()
    for (const id of named(sealedNote)) sealed.add(id)
    for (const id of named(awayNote)) away.add(id)
  }
  load()

  const sealings = (document: DocumentId): Retirement[] => {
    const bytes = notes.get(group, sealedNote + document)
    return (bytes && eachOf(decodeStrict(bytes, 16_384), mostSealings, readSealing)) || []
  }
  const has = (document: DocumentId): boolean => sealed.has(document) || away.has(document)
  return {
    has,
    isSealed: document => sealed.has(document),
    mayBeHollow: document => has(document) || bodyless.has(document),
    announce: document => void bodyless.add(document),
    withdraw: () => bodyless.clear(),
    seal(document, sealing) {
      const all = [...sealings(document), sealing].slice(0, mostSealings)
      const wire = all.map(({ device, successor, digest, at }) => [
        ...[fromHex(device), fromHex(successor), fromHex(digest)],
        at,
      ])
      notes.put(group, sealedNote + document, encode(wire))
      notes.remove(group, awayNote + document)
      sealed.add(document)
      away.delete(document)
    },
    sealings,
    sealed: () => [...sealed],
    setAway(document, isAway) {
      if (isAway) notes.put(group, awayNote + document, new Uint8Array())
      else notes.remove(group, awayNote + document)
      if (isAway) away.add(document)
      else away.delete(document)
    },
    reload: load,
  }
}
