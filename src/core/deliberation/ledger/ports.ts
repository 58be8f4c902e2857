// The parts of other rooms that the ledger of acts needs.
import type { Membership } from '#core/deliberation/acts'
import type { Archive } from '#core/archive'
import type { Documents } from '#core/documents'
import type { Bytes, DeviceKeys } from '#core/keys'
import type { DocumentId, GroupId } from '#shared/ids'

/** A group or a circle, as acts see it. */
export type Audience = {
  membership: Membership
  keys: DeviceKeys
  /** Heads of the records on which an act of now stands. */
  heads(): readonly Parameters<Membership['at']>[0][number][]
}

export type LedgerPorts = {
  archive: Pick<Archive, 'acts' | 'actTasks' | 'documents' | 'retirements' | 'transaction'>
  /** Null for a group or circle that is not known here. */
  audience(group: GroupId): Audience | null
  /** The group and its circles. */
  spaces(group: GroupId): readonly GroupId[]
  documents(): Pick<Documents, 'remarkAlone' | 'acts' | 'actMessages'>
  /** UTC milliseconds. */
  now(): number
  random(length: number): Bytes
  later(work: () => void, milliseconds: number): () => void
  /** Acts of this document were taken in. */
  changed(group: GroupId, document: DocumentId): void
  /** Gets errors that are no refusal. */
  defect(error: unknown): void
}
