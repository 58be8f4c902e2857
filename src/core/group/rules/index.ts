// Who may write what. A record is judged in its own causal past: `before` is the state of exactly
// the records that it stands on, so every device comes to the same verdict whenever it asks.
// These rules never change for these types: a later version that wants another rule needs another
// type, or two versions would disagree about who is a member.
import type { Body, Membership, RecordOf } from '../records.ts'
import type { GroupState } from '../state.ts'
import { mustBeActive, mustBeChair, mustHaveVoice, mustReadThePlenary } from './authors.ts'
import * as devices from './devices.ts'
import * as epochs from './epochs.ts'
import * as joining from './joining.ts'
import * as members from './members.ts'
import * as removal from './removal.ts'
import type { Rule } from './rule.ts'
import * as together from './together.ts'

export { deviceProofOf, recoveryProofOf } from './devices.ts'
export { proofOf } from './joining.ts'

const { mustBeANewEpoch, mustReachExactlyThoseWhoStay } = epochs
const { mustNameAMember } = members
const { mustHaveVoiceBeyondHerOwn, mustBeHersOrByAChair } = removal
const { mustNameAProposal, mustBeAVoter } = together

/** Those of an admission but what says whom its epoch reaches. */
const admission = {
  mustBeActive,
  mustBeChair,
  mustAnswerARequest: joining.mustAnswerARequest,
  mustBeTheInviter: joining.mustBeTheInviter,
  mustFindTheInvitationOpen: joining.mustFindTheInvitationOpen,
  mustAdmitANewDevice: joining.mustAdmitANewDevice,
}

/** Those of one more device of a member but what says which epoch it is given. */
const adding = {
  mustBeActive,
  mustNameAMember,
  mustBeHersOrAChairs: devices.mustBeHersOrAChairs,
  mustBeADeviceThatNeverCameIn: devices.mustBeADeviceThatNeverCameIn,
  mustLeaveHerDevicesFew: devices.mustLeaveHerDevicesFew,
  mustBeWantedByTheDevice: devices.mustBeWantedByTheDevice,
  mustBeRecoveredWhereAnotherAddsIt: devices.mustBeRecoveredWhereAnotherAddsIt,
}

const rules: { [T in Body['type']]: Record<string, Rule<RecordOf<T>>> } = {
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
    mustNameADocumentForAGuestAlone: members.mustNameADocumentForAGuestAlone,
    mustKeepHerOutside: members.mustKeepHerOutside,
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
    mustBeHersOrByAChair,
    mustReachExactlyThoseWhoStay,
    mustBeANewEpoch,
  },
  removeMember: {
    mustBeActive,
    mustNameAMember,
    mustBeHersOrByAChair,
    mustReachExactlyThoseWhoStay,
    mustBeANewEpoch,
  },
  shutOut: {
    mustBeActive,
    mustReadThePlenary,
    mustNameAnActiveDevice: removal.mustNameAnActiveDevice,
    mustShutOutAnother: removal.mustShutOutAnother,
    mustHaveVoiceBeyondHerOwn,
    mustShutOutOneAtATime: removal.mustShutOutOneAtATime,
    mustReachExactlyThoseWhoStay,
    mustBeANewEpoch,
  },
  lift: {
    mustBeActive,
    mustReadThePlenary,
    mustNameAnOpenShutOut: removal.mustNameAnOpenShutOut,
    mustBeHersOrNotByItsSubject: removal.mustBeHersOrNotByItsSubject,
    mustReachExactlyThoseWhoStay,
    mustBeANewEpoch,
  },
  propose: { mustBeActive, mustHaveVoice, mustBeForThemToDecide: together.mustBeForThemToDecide },
  second: {
    mustBeActive,
    mustHaveVoice,
    mustNameAProposal,
    mustStandOnTheProposalAlone: together.mustStandOnTheProposalAlone,
    mustBeAVoter,
  },
  carry: {
    mustBeActive,
    mustHaveVoice,
    mustNameAProposal,
    mustStandOnTheSignaturesAlone: together.mustStandOnTheSignaturesAlone,
    mustBeAVoter,
    mustBeSignedByEnough: together.mustBeSignedByEnough,
    mustReachExactlyThoseWhoStay,
    mustBeANewEpoch,
  },
  withdraw: {
    mustBeActive,
    mustTakeBackAWordOfHerOwn: together.mustTakeBackAWordOfHerOwn,
    mustReachExactlyThoseWhoStay,
    mustBeANewEpoch,
  },
  // It stops membership changes, so only those have it who have a part in them.
  unknown: { mustBeActive, mustHaveVoice },
}

/** The name of the first rule that `record` breaks; null when it may stand. */
export const brokenRule = (record: Membership, before: GroupState): string | null => {
  const own = rules[record.body.type] as Record<string, Rule<Membership>>
  for (const [name, holds] of Object.entries(own)) if (!holds(record, before)) return name
  return null
}
