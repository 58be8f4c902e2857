// What a pack holds, in whichever encoding.
import type { Bytes } from '#core/keys'
import type { Message } from './message.ts'

/** A message with its body; the body is null where it was dropped. */
export type Item = { message: Message; body: Bytes | null }

/** One or more messages of one feed in order; `signature` is the last one's. */
export type Pack = { items: [Item, ...Item[]]; signature: Bytes }

/** Bytes that a pack may have before it is deflated. */
export const packLimit = 8 << 20

export const mostItems = 100_000
