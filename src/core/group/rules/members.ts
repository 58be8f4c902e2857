// Rules of roles and terms.
import type { RecordOf } from '../records.ts'
import { memberOf } from '../state.ts'
import type { Rule } from './rule.ts'

export const mustNameAMember: Rule<
  RecordOf<'setRole' | 'setTerm' | 'addDevice' | 'removeMember'>
> = ({ body }, before) => before.members.has(body.member)

/** A chair gives the role, or gives it up; she takes it from no other chair. */
export const mustNotTakeTheChairFromAnother: Rule<RecordOf<'setRole'>> = (
  { device, body },
  before,
) =>
  before.members.get(body.member)?.role !== 'chair' || memberOf(before, device)?.id === body.member

export const mustNameADocumentForAGuestAlone: Rule<RecordOf<'setRole'>> = ({ body }) =>
  (body.document !== null) === (body.role === 'guest')

export const mustEndAfterItBegins: Rule<RecordOf<'setTerm'>> = ({ body: { from, until } }) =>
  from === null || until === null || from <= until
