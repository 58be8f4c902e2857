// Meetings: their state by acts of officers.
export {
  endedItemStates,
  itemStates,
  meetingState,
  type Call,
  type ItemStanding,
  type ItemState,
  type MeetingState,
} from './meeting-state.ts'
