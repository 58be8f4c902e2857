// The verdict on one message.
export { type JudgePorts, openJudge } from './judge.ts'
export { OwnUnsealed } from './text.ts'
export { type Verdict, waitsFor } from './verdict.ts'
