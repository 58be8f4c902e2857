// A rule: a sentence as a name, and a check of a record against the state that it finds.
import type { Membership } from '../records.ts'
import type { GroupState } from '../state.ts'

export type Rule<R extends Membership> = (record: R, before: GroupState) => boolean
