// A judged record of a group.
import type { NodeOf } from '#core/records'
import type { DeviceId, MemberId } from '#shared/ids'
import type { Body, Membership } from '../records.ts'
import { wasMember, type GroupState } from '../state.ts'

export type Node = NodeOf<Body> & {
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
