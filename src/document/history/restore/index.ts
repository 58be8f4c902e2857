// An earlier text brought back as a new change.
export { restorePage, restoringPage } from './restore.ts'
