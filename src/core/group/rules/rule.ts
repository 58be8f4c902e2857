// What a rule is: a sentence by name, and whether a record keeps it in the state that it finds.
import type { Membership } from '../records.ts'
import type { GroupState } from '../state.ts'

export type Rule<R extends Membership> = (record: R, before: GroupState) => boolean
