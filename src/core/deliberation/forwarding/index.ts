// Forwarding: an adopted text begins again as a document of another group.
export { pageOfText } from './page-of-text.ts'
export { maySendTo, wordsOfLine, wordsThatLeave } from './words.ts'
