// Comments, the words they are on, and the members they mention.
export {
  anchorAt,
  commentKey,
  markedStretches,
  markWords,
  stretchesOf,
  type Stretch,
} from './comments-anchor.ts'
export {
  isCommenting,
  longestQuote,
  longestRemark,
  longestWording,
  mostAlong,
  openThread,
  readLogs,
  readThreads,
  replyTo,
  settleThread,
  threadsName,
  writeEntry,
  writeQuoted,
  writersEntries,
  type Entry,
  type Log,
  type Opening,
  type QuotableEntry,
  type Thread,
} from './comments.ts'
export {
  membersFor,
  mentionBegun,
  mentionSign,
  mentionsIn,
  saidParts,
  type Mention,
} from './mentions.ts'
export { withRemarks } from './remarked-page.ts'
