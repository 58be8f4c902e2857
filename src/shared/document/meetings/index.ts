// Meetings in documents: entries about them, items of agendas, lines of minutes.
export {
  comingAnswers,
  floorKinds,
  freeAnswers,
  longestPlace,
  longestSaid,
  MeetingEntry,
  mostSlots,
  presentStates,
  progressStates,
  readMeetingLogs,
  replyAnswers,
  writeMeetingEntry,
  Zone,
  type ComingAnswer,
  type FloorKind,
  type FreeAnswer,
  type PresentState,
  type ProgressState,
  type ReplyAnswer,
} from './meeting-entries.ts'
export {
  answerPoll,
  meetingLogOf,
  replacedBy,
  saySpoke,
  type DatePoll,
  type FloorRequest,
  type Holding,
  type MeetingLog,
  type MeetingReading,
  type WhoseClient,
} from './meeting-log.ts'
export {
  agendaTimes,
  placeIn,
  type AgendaItem,
  type AgendaTimes,
  type ClosedItem,
} from './agenda.ts'
export {
  addItem,
  askOfItem,
  moveItem,
  nestItem,
  readItems,
  removeItem,
  retitleItem,
  rewordFirst,
  setItemFacts,
  setPlainPlace,
  type ItemFacts,
  type ItemText,
} from './agenda-edits.ts'
export { attendanceIn, putAttendance } from './attendance.ts'
export { carriedItem, minutesFrom, newAgenda } from './new-meetings.ts'
export {
  longestPresenter,
  mostPapers,
  setMeetingStates,
  speakerNamings,
  statesOfHalf,
  statesOfJoined,
  meetingKey,
  meetingStateNames,
  meetingStatesIn,
  type BlockElsewhere,
  type MeetingStates,
  type SpeakerNaming,
} from './block-states.ts'
export {
  readMeetingMeta,
  writeMeetingMeta,
  type ClosedOf,
  type MeetingMeta,
} from './meeting-meta.ts'
export {
  insertSpeaker,
  namingOf,
  narrowerNaming,
  pageForOthers,
  speakerBehind,
  speakersIn,
  withSpeakers,
  type SpeakerReading,
} from './speakers.ts'
