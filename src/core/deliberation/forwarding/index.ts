// Forwarding: an adopted text begins again as a document of another group.
export { pageOfText, type TextPorts } from './page-of-text.ts'
export { maySendTo, wordsOfLine, wordsThatLeave } from './words.ts'
