// The parts that the room is composed of: edits of this device, messages of members, and the life of a document.
export { enclosuresIn } from './enclosures.ts'
export { openLifecycle } from './lifecycle.ts'
export { readingIn } from './reading.ts'
export { openReception } from './reception.ts'
export { openTexts } from './texts.ts'
export { openWriting } from './writing.ts'
