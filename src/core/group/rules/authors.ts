// Rules about authors.
import type { Membership } from '../records.ts'
import { rightsIn } from '../rights.ts'
import { isActive, isOutside, memberOf } from '../state.ts'
import type { Rule } from './rule.ts'

export const mustBeActive: Rule<Membership> = ({ device }, before) => isActive(before, device)

/** The author of an epoch has its key. */
export const mustReadThePlenary: Rule<Membership> = ({ device }, before) =>
  !isOutside(before, device)

export const mustBeChair: Rule<Membership> = ({ device }, before) =>
  memberOf(before, device)?.role === 'chair'

export const mustHaveVoice: Rule<Membership> = ({ device }, before) =>
  rightsIn(before, device).has('voice')
