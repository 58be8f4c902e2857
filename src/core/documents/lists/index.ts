// A document in lists, in the search and for meetings.
export { type Catalogue, openCatalogue } from './catalogue.ts'
export { type Change, type ChangeEvents, openChangeEvents } from './change-events.ts'
export { type Places, placesIn, placesOf } from './document-links.ts'
export { meetingTextsIn } from './kept-meeting-texts.ts'
export type { MeetingText } from './meeting-text.ts'
export { type MemberOf, seeMentions } from './mentions.ts'
export { previewIn } from './preview.ts'
