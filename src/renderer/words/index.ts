// Every word that a person reads comes through here.
export { sentenceOf } from '#shared/failure'
export { codeOf, sentenceFor } from './failures.ts'
export type { MessageId } from './ids.ts'
export type { Language } from './formats.ts'
export { WordsIn, WordsProvider } from './provider.tsx'
export { useWords, type Words } from './words.ts'
