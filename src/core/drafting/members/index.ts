// Members behind client ids and in files, and the group that a document belongs to.
export { groupOf, type NameOf, namesIn, sameBy, sameMemberIn } from './member-names.ts'
export { pageOutsideGroup, peopleIn } from './speakers.ts'
