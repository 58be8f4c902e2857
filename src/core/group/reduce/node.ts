// A judged record with its position in the graph, and the one order of all devices.
import type { DeviceId, MemberId } from '#shared/ids'
import type { Membership } from '../records.ts'
import { wasMember, type GroupState } from '../state.ts'

export type Node = {
  record: Membership
  /** Length of the longest way from the record to the root. */
  depth: number
  /**
   * `later`: the record follows one that this version does not know, so it cannot be judged here.
   */
  verdict: 'stands' | 'later'
  /** Recipients of its epoch, sorted, by its own past; null if it begins none. */
  recipients: readonly DeviceId[] | null
  /**
   * The member who signed it, if a removal that holds is made of it: the record counts even if the
   * admission of the device is void.
   */
  signer?: MemberId
}

export const inOrder = (a: Node, b: Node): number =>
  a.depth - b.depth || (a.record.id < b.record.id ? -1 : a.record.id > b.record.id ? 1 : 0)

/** Applies a record of type `R` to a state that holds all records earlier in the order. */
export type Apply<R extends Membership> = (state: GroupState, record: R, node: Node) => GroupState

/** Marks a record that was right in its own past and lost against another one. */
export const voided = (state: GroupState, { id }: Membership): GroupState => ({
  ...state,
  voided: new Set(state.voided).add(id),
})

/** The member who wrote the record; null if its device never came in, and no removal holds by it. */
export const authorOf = (state: GroupState, { record, signer }: Node): MemberId | null =>
  wasMember(state, record.device)?.id ?? signer ?? null
