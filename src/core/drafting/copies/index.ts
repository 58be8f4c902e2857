// Copies of a text for another audience, and templates.
export { copyOf, duplicateOf, moveTo, versionIn } from './copying.ts'
export { beginFrom, setTemplate, templatesIn } from './templates.ts'
