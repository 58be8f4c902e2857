// Consent: how many members have to approve an action, and whose approval counts. Two members, so
// that one seized device can do nothing to others; one of them a chair where there is another chair
// than the subject; more than half of all where there is no chair. Consent is judged in the past of
// the proposal: acts of its subject after reading it change nothing.
import type { MemberId } from '#shared/ids'
import type { Action } from './records.ts'
import { mayBeOutside, rightsOf } from './rights.ts'
import { knownDevice, type GroupState, type Member } from './state.ts'

export type Consent = {
  /** Members whose approval counts, each once. */
  voters: readonly MemberId[]
  needed: number
  /** One of these members has to approve; null if any member will do. */
  chairs: readonly MemberId[] | null
}

/** The member whom an action is about; null if there is none (any more). */
export const subjectOf = (state: GroupState, action: Action): Member | null => {
  if (action.type === 'removeMember' || action.type === 'setRole')
    return state.members.get(action.member) ?? null
  const device = action.type === 'lift' ? state.shutOuts.get(action.shutOut)?.device : action.device
  const member = device && knownDevice(state, device)?.member
  return (member && state.members.get(member)) || null
}

const idsOf = (members: readonly Member[]): MemberId[] => members.map(({ id }) => id)

const moreThanHalf = (members: readonly unknown[]): number => Math.floor(members.length / 2) + 1

/** The consent that `action` needs in `state`; null if members cannot do it together. */
export const consentFor = (state: GroupState, action: Action): Consent | null => {
  const subject = subjectOf(state, action)
  if (!subject) return null
  const all = [...state.members.values()].filter(
    member => member.devices.length > 0 && rightsOf(member).has('voice'),
  )
  const others = all.filter(({ id }) => id !== subject.id)
  const chairs = others.filter(({ role }) => role === 'chair')
  const byTwo: Consent = { voters: idsOf(others), needed: 2, chairs: null }
  // A seized device alone must not become more than half of a group that was small once.
  const byMost: Consent = { ...byTwo, needed: Math.max(2, moreThanHalf(others)) }
  const withChair: Consent = chairs.length > 0 ? { ...byTwo, chairs: idsOf(chairs) } : byMost
  const ofChair = subject.role === 'chair'
  switch (action.type) {
    case 'removeMember':
      return withChair
    case 'removeDevice':
    case 'lift':
      return ofChair ? withChair : byTwo
    case 'setRole': {
      // No number of members gives a voice to a member outside the plenary.
      if (subject.outside && !mayBeOutside(action.role)) return null
      if (ofChair) return action.role === 'chair' ? null : withChair
      // A group without a chair elects one. The candidate may approve too.
      const isWithout = action.role === 'chair' && !all.some(({ role }) => role === 'chair')
      if (!isWithout) return null
      // One device may have shut out the last chair: that device does not become chair alone.
      const isLeft = ![...state.members.values()].some(({ role }) => role === 'chair')
      const most = moreThanHalf(all)
      return { voters: idsOf(all), needed: isLeft ? most : Math.max(2, most), chairs: null }
    }
  }
}

/** How many more members have to approve after `signers`. */
export const missingFrom = (consent: Consent, signers: readonly MemberId[]): number => {
  const counted = new Set(signers.filter(signer => consent.voters.includes(signer)))
  const missing = Math.max(0, consent.needed - counted.size)
  const lacksChair = consent.chairs !== null && !consent.chairs.some(chair => counted.has(chair))
  return lacksChair ? Math.max(1, missing) : missing
}
