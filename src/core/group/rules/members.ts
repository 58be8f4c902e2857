// Rules of roles and terms.
import type { RecordOf } from '../records.ts'
import { mayBeOutside } from '../roles.ts'
import { memberOf } from '../state.ts'
import type { Rule } from './rule.ts'

export const mustNameAMember: Rule<
  RecordOf<'setRole' | 'setTerm' | 'addDevice' | 'letInDevice' | 'removeMember'>
> = ({ body }, before) => before.members.has(body.member)

/** A chair gives the role, or gives it up; she takes it from no other chair. */
export const mustNotTakeTheChairFromAnother: Rule<RecordOf<'setRole'>> = (
  { device, body },
  before,
) =>
  before.members.get(body.member)?.role !== 'chair' || memberOf(before, device)?.id === body.member

export const mustNameADocumentForAGuestAlone: Rule<RecordOf<'setRole'>> = ({ body }) =>
  (body.document !== null) === (body.role === 'guest')

/** Who has no key of the plenary is given no voice about it: that takes a new invitation. */
export const mustKeepHerOutside: Rule<RecordOf<'setRole'>> = ({ body }, before) =>
  before.members.get(body.member)?.outside !== true || mayBeOutside(body.role)

export const mustEndAfterItBegins: Rule<RecordOf<'setTerm'>> = ({ body: { from, until } }) =>
  from === null || until === null || from <= until
