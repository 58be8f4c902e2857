// Members and their devices, as the exchange sees them: authors of messages, admissions, circles, and
// the members with a key.
export { type Admissions, openAdmissions } from './admissions.ts'
export { type Authors, openAuthors } from './authors.ts'
export { type Circles, type SyncCircle } from './known-circles.ts'
export { knownIn, plenaryOf, readsWith } from './plenary.ts'
