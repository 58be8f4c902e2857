// Work that is left after meetings and decisions.
export {
  actionAt,
  actionsIn,
  assignAction,
  sayProgress,
  type FollowUpPorts,
  type FoundAction,
} from './actions.ts'
export { carry, meetingWith } from './carrying.ts'
export {
  fileReply,
  isAnswered,
  mustFile,
  recommendationsIn,
  replyIn,
  sayAnswered,
  sayReview,
  saySent,
} from './recommendations.ts'
