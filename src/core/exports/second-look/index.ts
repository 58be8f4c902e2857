// The second look at a file that leaves: the rule of a group, and the requests.
export { exportRuleIn, keepExportRule, neededToEnd, setExportRule } from './export-rule.ts'
export {
  askForLook,
  confirmFile,
  declineFile,
  type FileHashes,
  findRequest,
  hashesOf,
  isAbout,
  isConfirmed,
  mayAsk,
  mustBeConfirmed,
  needsSecondLook,
  ownRequests,
  requestFor,
  requestsIn,
  sayWritten,
  shownRequest,
  withdrawRequest,
} from './second-look.ts'
