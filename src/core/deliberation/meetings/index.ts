// Meetings: what members plan, call and mark.
export { meetingDocuments } from './meeting-documents.ts'
export { audienceOf, meetingReading, participantsOf } from './people.ts'
export type { MeetingPorts } from './ports.ts'
export {
  addMeetingItem,
  answerCall,
  answerDates,
  askDates,
  callMeeting,
  carryOver,
  closeMeetingItem,
  createMeeting,
  mustEditAgenda,
  setMeetingItem,
  type Writing,
} from './planning.ts'
export {
  askFloor,
  cancelMeeting,
  endMeeting,
  leaveFloor,
  markPresent,
  resumeMeeting,
  sayItem,
  saySpoken,
  startMeeting,
} from './session.ts'
export { attendedMeeting } from './attended.ts'
export { meetingOfMinutes } from './minutes-status.ts'
export { meetingAround, openMeeting } from './open-meeting.ts'
export { meetingOf, meetingsIn } from './view.ts'
