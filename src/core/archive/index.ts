// The encrypted archive of one profile: everything this device keeps, and the journal in front of
// it. All SQL is in this room.
export type { Archive, ArchiveEnvironment, WholeArchive } from './archive.ts'
export type { BackupInfo, Watching } from './backup-file.ts'
export { dropBackups, keepBackup, newestBackup, restoreProfile } from './backups.ts'
export { asFailure } from './database.ts'
export type { DocumentKey, ListedDocument } from './documents.ts'
export type * from './deliberation-tables.ts'
export type * from './group-tables.ts'
export type * from './document-tables.ts'
export type * from './history-tables.ts'
export type { JournalFile } from './journal-file.ts'
export type { Later, SavingState } from './journal.ts'
export type * from './profile-tables.ts'
export {
  createProfile,
  openProfile,
  profileState,
  readAppearance,
  recoverProfile,
  writeAppearance,
} from './profile.ts'
export { dropKeySlots, eraseRest } from './erase.ts'
export type * from './rows.ts'
export type * from './search-tables.ts'
export type * from './sync-tables.ts'
export type { Table, TableReader } from './table.ts'
export { waitBeforeAttempt } from './passphrase-attempts.ts'
export {
  addRecovery,
  changePassphrase,
  prepareRecovery,
  readKeySlots,
  recoveriesOf,
  removeRecovery,
} from './slots.ts'
