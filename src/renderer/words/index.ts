// Every word that a person reads comes through here.
export { codeOf, sentenceFor, sentenceOf } from './failures.ts'
export type { MessageId } from './ids.ts'
export type { Language } from './formats.ts'
export { WordsIn, WordsProvider } from './provider.tsx'
export { type RichValues, useWords, type Values, type Words, wordsOf } from './words.ts'
