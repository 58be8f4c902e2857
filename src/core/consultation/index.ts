// Consultation rounds: a key for each, and replies from people outside.
export { openReply, roundNamedIn } from './reply-file.ts'
export { drawRound, renameRounds } from './rounds.ts'
