// Text in square brackets, its alternatives, and how a set is settled.
export { bracketBlocks, bracketWords, proposeAlternative, type BracketAct } from './bracket-acts.ts'
export {
  bracketsNow,
  bracketsOn,
  goneForNow,
  offeredBack,
  readBrackets,
  type BracketSet,
  type Gone,
  type Settled,
  type Standing,
  type Wording,
} from './bracket-log.ts'
export { putBack, settleBrackets, type BracketVerdict } from './bracket-settle.ts'
