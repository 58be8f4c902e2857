// A judged record with what its place in the graph says of it, and the one order that all agree on.
import type { DeviceId } from '#shared/ids'
import type { Membership } from '../records.ts'
import type { GroupState } from '../state.ts'

export type Node = {
  record: Membership
  /** The length of the longest way from it to the root. */
  depth: number
  /** `later`: stands on a record that this version does not know, so it cannot be judged here. */
  verdict: 'stands' | 'later'
  /** Whom its epoch reaches, sorted, as its own past says; null where it begins none. */
  recipients: readonly DeviceId[] | null
}

export const inOrder = (a: Node, b: Node): number =>
  a.depth - b.depth || (a.record.id < b.record.id ? -1 : a.record.id > b.record.id ? 1 : 0)

/** What a record of type `T` does to a state that holds all that is earlier in order. */
export type Apply<R extends Membership> = (state: GroupState, record: R, node: Node) => GroupState

/** The record was right where it was written, and lost against another one. */
export const voided = (state: GroupState, { id }: Membership): GroupState => ({
  ...state,
  voided: new Set(state.voided).add(id),
})
