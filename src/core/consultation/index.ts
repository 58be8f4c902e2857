// Consultation rounds: a key for each, and replies from people outside.
export { openReply, roundNamedIn } from './reply-file.ts'
export { digestOfSent, drawRound, renameRounds } from './rounds.ts'
