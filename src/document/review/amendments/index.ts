// Amendments: proposed, sponsored, settled, and their wording now.
export {
  amendable,
  handleClash,
  propose,
  settleAmendment,
  sponsor,
  togetherOf,
  type Acting,
  type NewAmendment,
  type Refusal,
} from './amending.ts'
export {
  amendmentsName,
  isSettlement,
  isVerdict,
  namings,
  readAmendmentLogs,
  type Naming,
} from './amendment-entries.ts'
export { amendmentNamed } from './amendment-label.ts'
export { acceptancesIn, mostAcceptances, ownRuns } from './amendment-verdicts.ts'
export { carriedInto } from './amendment-wording.ts'
export {
  amendmentClients,
  openTargets,
  readAmendments,
  type Amendment,
  type SameMember,
} from './amendments.ts'
export { rowsOf, targetsIn, type Row } from './paragraph-target.ts'
