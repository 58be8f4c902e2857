// The verdict on one message.
import type { Need } from '../waiting/index.ts'

export type Verdict =
  | { is: 'applied' }
  /** Kept so that the chain goes on, without effect: its content broke a rule. */
  | { is: 'refused' }
  /**
   * Kept, and its content has no effect for now: the document has another content of the same
   * place.
   */
  | { is: 'held' }
  /** Not kept, and messages that name it go on without it: its device began too many branches. */
  | { is: 'passed' }
  /** Not kept: it may come again in the form that was signed. */
  | { is: 'dropped' }
  | { is: 'waits'; need: Need }
  /** Its device signed another message for this place, or for the place before. */
  | { is: 'conflict'; seq: number }

export const applied: Verdict = { is: 'applied' }
export const refused: Verdict = { is: 'refused' }
export const passed: Verdict = { is: 'passed' }
export const held: Verdict = { is: 'held' }
export const dropped: Verdict = { is: 'dropped' }
export const waitsFor = (need: Need): Verdict => ({ is: 'waits', need })
