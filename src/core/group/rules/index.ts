// Rules: who may write which record. A record is judged in its own causal past: `before` is the
// state of exactly that past, so every device comes to the same verdict at any time. The rules of
// these types never change. A later version with another rule needs another type, or two versions
// would disagree about the members.
import type { Body, Membership, RecordOf } from '../records.ts'
import type { GroupState } from '../state.ts'
import { mustBeActive, mustBeChair, mustHaveVoice, mustReadThePlenary } from './authors.ts'
import * as devices from './devices.ts'
import * as epochs from './epochs.ts'
import * as joining from './joining.ts'
import * as members from './members.ts'
import * as removal from './removal.ts'
import type { Rule } from './rule.ts'
import * as proposals from './proposals.ts'

export { deviceProofOf, recoveryProofOf } from './devices.ts'
export { proofOf } from './joining.ts'

const { mustBeANewEpoch, mustReachExactlyThoseWhoStay } = epochs
const { mustNameAMember } = members
const { mustHaveVoiceUnlessOwn, mustRemoveOwnOrBeByAChair } = removal
const { mustNameAProposal, mustBeAVoter } = proposals

/** Rules of an admission, without those on the recipients of its epoch. */
const admission = {
  mustBeActive,
  mustBeChair,
  mustAnswerARequest: joining.mustAnswerARequest,
  mustBeTheInviter: joining.mustBeTheInviter,
  mustFindTheInvitationOpen: joining.mustFindTheInvitationOpen,
  mustAdmitANewDevice: joining.mustAdmitANewDevice,
}

/** Rules of a further device, without those on the epoch that it receives. */
const adding = {
  mustBeActive,
  mustNameAMember,
  mustAddOwnOrBeByAChair: devices.mustAddOwnOrBeByAChair,
  mustBeADeviceThatNeverCameIn: devices.mustBeADeviceThatNeverCameIn,
  mustLeaveFewDevices: devices.mustLeaveFewDevices,
  mustBeWantedByTheDevice: devices.mustBeWantedByTheDevice,
  mustBeRecoveredWhereAnotherAddsIt: devices.mustBeRecoveredWhereAnotherAddsIt,
}

/** By type, each rule by its name. */
export const rules: { [T in Body['type']]: Record<string, Rule<RecordOf<T>>> } = {
  root: { mustReachItsAuthorAlone: epochs.mustReachItsAuthorAlone },
  invite: { mustBeActive, mustBeChair, mustBeANewInvitation: joining.mustBeANewInvitation },
  cancel: { mustBeActive, mustBeChair, mustNameAnOpenInvitation: joining.mustNameAnOpenInvitation },
  join: {
    mustNameAnOpenInvitation: joining.mustNameAnOpenInvitation,
    mustHoldTheInvitation: joining.mustHoldTheInvitation,
    mustBeANewDevice: joining.mustBeANewDevice,
  },
  welcome: {
    ...admission,
    mustBuildOnAnEpochOfAll: epochs.mustBuildOnAnEpochOfAll,
    mustBeginANewEpoch: epochs.mustBeginANewEpoch,
  },
  letIn: { ...admission, mustBeInvitedFromOutside: joining.mustBeInvitedFromOutside },
  renew: { mustBeActive, mustReadThePlenary, mustReachExactlyThoseWhoStay, mustBeANewEpoch },
  setRole: {
    mustBeActive,
    mustBeChair,
    mustNameAMember,
    mustNotTakeTheChairFromAnother: members.mustNotTakeTheChairFromAnother,
    mustKeepTheMemberOutside: members.mustKeepTheMemberOutside,
  },
  setTerm: {
    mustBeActive,
    mustBeChair,
    mustNameAMember,
    mustEndAfterItBegins: members.mustEndAfterItBegins,
  },
  addDevice: {
    ...adding,
    mustBeOfOneInThePlenary: devices.mustBeOfOneInThePlenary,
    mustBuildOnAnEpochOfAll: epochs.mustBuildOnAnEpochOfAll,
  },
  letInDevice: { ...adding, mustBeOfOneOutside: devices.mustBeOfOneOutside },
  recovery: { mustBeActive, mustBeANewRecoveryKey: devices.mustBeANewRecoveryKey },
  removeDevice: {
    mustBeActive,
    mustNameADeviceThatIsIn: removal.mustNameADeviceThatIsIn,
    mustRemoveOwnOrBeByAChair,
    mustReachExactlyThoseWhoStay,
    mustBeANewEpoch,
  },
  removeMember: {
    mustBeActive,
    mustNameAMember,
    mustRemoveOwnOrBeByAChair,
    mustReachExactlyThoseWhoStay,
    mustBeANewEpoch,
  },
  shutOut: {
    mustBeActive,
    mustReadThePlenary,
    mustNameAnActiveDevice: removal.mustNameAnActiveDevice,
    mustShutOutAnother: removal.mustShutOutAnother,
    mustHaveVoiceUnlessOwn,
    mustShutOutOneAtATime: removal.mustShutOutOneAtATime,
    mustReachExactlyThoseWhoStay,
    mustBeANewEpoch,
  },
  lift: {
    mustBeActive,
    mustReadThePlenary,
    mustNameAnOpenShutOut: removal.mustNameAnOpenShutOut,
    mustLiftOwnOrBeByAChair: removal.mustLiftOwnOrBeByAChair,
    mustReachExactlyThoseWhoStay,
    mustBeANewEpoch,
  },
  propose: { mustBeActive, mustHaveVoice, mustBeForThemToDecide: proposals.mustBeForThemToDecide },
  second: {
    mustBeActive,
    mustHaveVoice,
    mustNameAProposal,
    mustStandOnTheProposalAlone: proposals.mustStandOnTheProposalAlone,
    mustBeAVoter,
  },
  carry: {
    mustBeActive,
    mustHaveVoice,
    mustNameAProposal,
    mustStandOnTheSignaturesAlone: proposals.mustStandOnTheSignaturesAlone,
    mustBeAVoter,
    mustBeSignedByEnough: proposals.mustBeSignedByEnough,
    mustReachExactlyThoseWhoStay,
    mustBeANewEpoch,
  },
  withdraw: {
    mustBeActive,
    mustWithdrawOwnWord: proposals.mustWithdrawOwnWord,
    mustReachExactlyThoseWhoStay,
    mustBeANewEpoch,
  },
  // An unknown record stops membership changes, so only members with a voice may write one.
  unknown: { mustBeActive, mustHaveVoice },
}

/** The name of the first rule that `record` breaks; null if it may stand. */
export const brokenRule = (record: Membership, before: GroupState): string | null => {
  const own = rules[record.body.type] as Record<string, Rule<Membership>>
  for (const [name, holds] of Object.entries(own)) if (!holds(record, before)) return name
  return null
}
