// Copies of a text for another audience, and templates.
export { duplicateOf, moveTo, shareWith, versionIn } from './copying.ts'
export { beginFrom, setTemplate, templatesIn } from './templates.ts'
