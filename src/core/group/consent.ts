// How many members have to agree, and whose word counts. Two, so that one seized device can do
// nothing to the others; a chair among them where there is another one; without a chair, more than
// half. Asked in the past of the proposal: what its subject does once she has seen it changes nothing.
import type { MemberId } from '#shared/ids'
import type { Action } from './records.ts'
import { hasVoice, mayBeOutside } from './roles.ts'
import { knownDevice, type GroupState, type Member } from './state.ts'

export type Consent = {
  /** Members whose word counts, each once. */
  voters: readonly MemberId[]
  needed: number
  /** One of them at least has to be one of these; null where anybody will do. */
  chairs: readonly MemberId[] | null
}

/** The member whom an action is about; null when there is none (any more). */
export const subjectOf = (state: GroupState, action: Action): Member | null => {
  if (action.type === 'removeMember' || action.type === 'setRole')
    return state.members.get(action.member) ?? null
  const device = action.type === 'lift' ? state.shutOuts.get(action.shutOut)?.device : action.device
  const member = device && knownDevice(state, device)?.member
  return (member && state.members.get(member)) || null
}

const idsOf = (members: readonly Member[]): MemberId[] => members.map(({ id }) => id)

const moreThanHalf = (members: readonly unknown[]): number => Math.floor(members.length / 2) + 1

/** What `action` takes in `state`; null when members cannot do it together. */
export const consentFor = (state: GroupState, action: Action): Consent | null => {
  const subject = subjectOf(state, action)
  if (!subject) return null
  const all = [...state.members.values()].filter(
    ({ role, devices }) => devices.length > 0 && hasVoice(role),
  )
  const others = all.filter(({ id }) => id !== subject.id)
  const chairs = others.filter(({ role }) => role === 'chair')
  const byTwo: Consent = { voters: idsOf(others), needed: 2, chairs: null }
  // A seized device alone must not come to more than half of a group that was small once.
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
      // She is given no voice while she is outside, by however many.
      if (subject.outside && !mayBeOutside(action.role)) return null
      if (ofChair) return action.role === 'chair' ? null : withChair
      // A group that lost its last chair takes a new one; she may say yes herself.
      const isWithout = action.role === 'chair' && !all.some(({ role }) => role === 'chair')
      if (!isWithout) return null
      // Where a chair is only shut out, one device may have done that: it does not get the chair alone.
      const isLeft = ![...state.members.values()].some(({ role }) => role === 'chair')
      const most = moreThanHalf(all)
      return { voters: idsOf(all), needed: isLeft ? most : Math.max(2, most), chairs: null }
    }
  }
}

/** How many more have to agree when `signers` did. */
export const missingFrom = (consent: Consent, signers: readonly MemberId[]): number => {
  const counted = new Set(signers.filter(signer => consent.voters.includes(signer)))
  const missing = Math.max(0, consent.needed - counted.size)
  const lacksChair = consent.chairs !== null && !consent.chairs.some(chair => counted.has(chair))
  return lacksChair ? Math.max(1, missing) : missing
}
