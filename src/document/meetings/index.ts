// Items of agendas and lines of minutes.
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
export { agendaTimes, placeIn, type AgendaItem } from './agenda.ts'
export { readMeetingMeta, writeMeetingMeta, type MeetingMeta } from './meeting-meta.ts'
export { carriedItem, minutesFrom, newAgenda } from './new-meetings.ts'
export {
  insertSpeaker,
  nameInMinutes,
  namingOf,
  narrowerNaming,
  pageForOthers,
  speakerBehind,
  speakersIn,
  withSpeakers,
} from './speakers.ts'
