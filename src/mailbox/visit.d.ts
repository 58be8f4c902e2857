import { type Bytes } from '#core/keys'
import type { Boxes } from './boxes.ts'
import type { Bucket } from './rates.ts'
import type { Quotas, Store } from './store.ts'
/** The connection as it is needed here. */
export type Wire = {
  /** Resolves when it was handed to the network, or the connection ended. */
  send(frame: Bytes): Promise<void>
  /** Bytes that wait to be handed to the network. */
  buffered(): number
  pause(): void
  resume(): void
  close(code: number): void
}
export type VisitRooms = {
  wire: Wire
  store: Store
  boxes: Boxes
  quotas: Quotas
  /** Milliseconds for which a part is kept. */
  keeps: number
  /** UTC milliseconds. */
  now(): number
  later(work: () => void, milliseconds: number): () => void
  /** What this connection and its network may send. */
  buckets: readonly Bucket[]
  defect(error: unknown): void
}
export type Visit = {
  hear(bytes: Bytes): void
  ended(): void
}
export declare const openVisit: (rooms: VisitRooms) => Visit
