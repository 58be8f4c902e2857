// Acts: signed statements about one document, each with the acts and the membership records that
// its author had. Layout: docs/protocol.md.
import type { Bytes } from '#core/keys'
import type { ActId, DeviceId, DocumentId, GroupId, RecordId } from '#shared/ids'
import type { Body } from './bodies.ts'

/** One act with its author's signature over its id. This is what is stored and sent. */
export type SignedAct = { id: ActId; bytes: Bytes; signature: Bytes }

export type Header = {
  /** The group or the circle. */
  audience: GroupId
  /** The document in which the graph of acts began. */
  document: DocumentId
  /** The act that opened what this one is about; null for one that opens something. */
  subject: ActId | null
  /** Heads of the membership records that the author had, sorted. */
  heads: readonly RecordId[]
  /** Acts of the document that no act followed, as far as the author knew, sorted. */
  parents: readonly ActId[]
  /** UTC milliseconds as the author claims them. No rule reads them. */
  at: number
}

export type Act<B extends Body = Body> = Header & {
  id: ActId
  device: DeviceId
  body: B
  signed: SignedAct
}
