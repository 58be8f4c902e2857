// The lines of minutes that are captured: a decision, an action item, a reservation, information; and
// words off the record. A plain numbered paragraph is discussion.
import type { BlockKind } from '#document/model'

export const capturedKinds = ['decision', 'action', 'reservation', 'information'] as const
export type CapturedKind = (typeof capturedKinds)[number]
/** `num1`: discussion. */
export type LineKind = CapturedKind | 'num1' | 'off'

export const isCaptured = (kind: BlockKind): kind is CapturedKind =>
  (capturedKinds as readonly BlockKind[]).includes(kind)
