// Tombstones: documents whose content this device dropped. Retired documents are gone for good;
// offloaded ones until they are asked for again. Their messages are kept without bodies, and the
// chains still verify.
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

const mostSealings = 64

export const openTombstones = (
  { retirements, offloaded }: Pick<SyncArchive, 'retirements' | 'offloaded'>,
  group: GroupId,
): Tombstones => {
  const sealed = new Set<DocumentId>()
  const away = new Set<DocumentId>()
  const bodyless = new Set<DocumentId>()
  const load = (): void => {
    for (const set of [sealed, away, bodyless]) set.clear()
    for (const { document } of retirements.list({ group })) sealed.add(document)
    for (const { document } of offloaded.list({ group, asked: null }))
      if (!sealed.has(document)) away.add(document)
  }
  load()

  const sealings = (document: DocumentId): Retirement[] => retirements.list({ group, document })
  const has = (document: DocumentId): boolean => sealed.has(document) || away.has(document)
  return {
    has,
    isSealed: document => sealed.has(document),
    mayBeHollow: document => has(document) || bodyless.has(document),
    announce: document => void bodyless.add(document),
    withdraw: () => bodyless.clear(),
    seal(document, sealing) {
      const place = retirements.count({ group, document })
      if (place < mostSealings) retirements.put({ ...sealing, group, document, place })
      sealed.add(document)
      away.delete(document)
    },
    sealings,
    sealed: () => [...sealed],
    setAway(document, isAway) {
      if (isAway) away.add(document)
      else away.delete(document)
    },
    reload: load,
  }
}
