// Windows that show a document, and the edits that come from them.
export { type Editing, openEditing } from './editing.ts'
export { type Caret, openWindows, type WindowPort, type Windows } from './windows.ts'
