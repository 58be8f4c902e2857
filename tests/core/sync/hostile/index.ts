// The frames of a hostile member, by class: everything else about each of them is right, so that
// the one fault has to be found.
import { frames } from './frames.ts'
import { messages } from './messages.ts'
import { packs } from './packs.ts'
import { seals } from './envelopes.ts'
import type { Hostile } from './scene.ts'

export type { Hostile, Scene } from './scene.ts'

export const hostile: Hostile[] = [...seals, ...packs, ...messages, ...frames]
