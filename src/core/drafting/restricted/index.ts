// Restricted paragraphs and files, and what the circle has of a text.
export { setMeetingPlace, withheldPlace } from './meeting-place.ts'
export { mustBeAlone } from './recreate-draft.ts'
export { restrictedIn, restrictedTexts, type Shown, shownIn } from './restricted.ts'
export { filesIn, fileToTake, liftFile, restrictFile } from './restricting-files.ts'
export { addRestricted, lift, restrict, seal } from './restricting.ts'
