// Work that is left after meetings and decisions.
export { actionsIn, assignAction, sayProgress, type FollowUpPorts } from './actions.ts'
export { recommendationsIn, sayAnswered, sayReview, saySent } from './recommendations.ts'
