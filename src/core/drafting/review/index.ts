// Amendments as windows show them, and authors of edit scripts.
export { amendmentsOf, labelsIn, scriptAuthor } from './amendments.ts'
