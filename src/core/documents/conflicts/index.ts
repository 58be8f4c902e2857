// Merges that a person should read.
export { type Conflict, type Conflicts, type HeardUpdate, openConflicts } from './conflicts.ts'
export { openVisibility, type Visibility } from './visibility.ts'
