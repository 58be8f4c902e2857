// Own messages: each is signed, names what this device has, and goes into the archive.
export { openAcknowledgement } from './acknowledgement.ts'
export { openDuplicateProfile } from './duplicate-profile.ts'
export type { News, Warning } from './news.ts'
export {
  type Draft,
  headsBytes,
  mostNamed,
  mostOfOne,
  openOutbox,
  type Outbox,
  type Written,
} from './outbox.ts'
