// Consultation rounds: a key for each, and replies from people outside.
export { openReply, roundNamedIn } from './reply-file.ts'
export {
  digestOfSent,
  drawRound,
  forgetRound,
  forgetRounds,
  keepRound,
  keptRound,
  renameRounds,
  type KeptRound,
} from './rounds.ts'
