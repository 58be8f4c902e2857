// Rules about roles and terms.
import type { RecordOf } from '../records.ts'
import { mayBeOutside } from '../rights.ts'
import { memberOf } from '../state.ts'
import type { Rule } from './rule.ts'

export const mustNameAMember: Rule<
  RecordOf<'setRole' | 'setTerm' | 'addDevice' | 'letInDevice' | 'removeMember'>
> = ({ body }, before) => before.members.has(body.member)

/** A chair gives the role of chair, or gives up the own one. No chair takes it from another. */
export const mustNotTakeTheChairFromAnother: Rule<RecordOf<'setRole'>> = (
  { device, body },
  before,
) =>
  before.members.get(body.member)?.role !== 'chair' || memberOf(before, device)?.id === body.member

/** A member without a key of the plenary gets no voice about it: that takes a new invitation. */
export const mustKeepTheMemberOutside: Rule<RecordOf<'setRole'>> = ({ body }, before) =>
  before.members.get(body.member)?.outside !== true || mayBeOutside(body.role)

export const mustEndAfterItBegins: Rule<RecordOf<'setTerm'>> = ({ body: { from, until } }) =>
  from === null || until === null || from <= until
