// Edit scripts: changes of a document in steps, without an editor.
export type { ScriptAuthor } from './edit-amendments.ts'
export { insertFigure } from './edit-figures.ts'
export { applyEditScript, type EditResult } from './edit-script.ts'
