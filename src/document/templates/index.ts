// The beginnings of documents: empty, from a template, or as a copy.
export { copiedPage, type CopiedPage } from './copied-page.ts'
export { genesis, genesisClient } from './genesis.ts'
export { isTemplateWord, readTemplate, sayTemplate } from './group-template.ts'
export { kindOfTemplate, templateOf } from './templates.ts'
