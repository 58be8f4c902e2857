// What comes of one message.
import type { Need } from './waiting.ts'

export type Verdict =
  | { is: 'applied' }
  /** Kept so that the chain goes on, without effect: its content broke a rule. */
  | { is: 'refused' }
  /** Not kept: it may come again, as it was signed. */
  | { is: 'dropped' }
  | { is: 'waits'; need: Need }
  /** Its device signed something else for this place, or for the place before. */
  | { is: 'conflict'; seq: number }

export const applied: Verdict = { is: 'applied' }
export const refused: Verdict = { is: 'refused' }
export const dropped: Verdict = { is: 'dropped' }
export const waitsFor = (need: Need): Verdict => ({ is: 'waits', need })
