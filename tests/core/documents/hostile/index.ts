// A member who breaks every rule, one at a time: named classes of updates, each expected to be
// refused by one rule of the gate.
import type { Verdict } from '#core/documents'
import type { Dice } from '#tests/documents'
import { bytes } from './bytes.ts'
import { clocks } from './clocks.ts'
import { commentOnly } from './comment-only.ts'
import { content } from './content.ts'
import { later } from './later.ts'
import { names } from './names.ts'
import { places } from './places.ts'
import { references } from './references.ts'
import { size } from './size.ts'
import { honest, type Class, type Scene } from './scene.ts'

export { newScene, type Class, type Scene } from './scene.ts'

export const classes: Class[] = [
  ...clocks,
  ...bytes,
  ...commentOnly,
  ...size,
  ...content,
  ...references,
  ...places,
  ...names,
  ...later,
]

/** Honest updates with random damage; most break a rule, the rest must do no harm. */
export const damaged = (scene: Scene, dice: Dice): Uint8Array => {
  const bytes = honest(scene, dice).slice()
  for (let times = 1 + dice.below(3); times > 0; times--) {
    const at = dice.below(bytes.length)
    bytes[at] = dice.chance(0.7) ? (bytes[at] ?? 0) ^ (1 << dice.below(8)) : dice.below(256)
  }
  return bytes
}

export const outcomeOf = (verdict: Verdict): string =>
  typeof verdict === 'string' ? verdict : verdict.refused
