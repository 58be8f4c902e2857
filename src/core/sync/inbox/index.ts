// Messages of other devices on their way into the archive: taken apart, judged, and kept.
export { type DeferredIntake, openDeferredIntake } from './deferred-intake.ts'
export { type Inbox, openInbox } from './inbox.ts'
export { openReceiveBatch, openTurns, type ReceiveBatch, turn } from './receive-batch.ts'
export { openRecords, type Records } from './records.ts'
export { copyOf, newTally, type Tally } from './tally.ts'
