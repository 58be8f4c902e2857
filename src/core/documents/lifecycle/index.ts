// A document is made, shared or retired, with its pictures and files.
export { type Attached, attachedIn } from './attached.ts'
export { type NameOfClient, openDocumentCreation } from './create.ts'
export { openRetire, type Retire } from './retire.ts'
