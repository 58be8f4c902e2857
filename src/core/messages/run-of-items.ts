// The items of a pack, in any encoding.
import type { Bytes } from '#core/keys'
import type { Message } from './message.ts'

/** A message with its body; the body is null where it was dropped. */
export type Item = {
  message: Message
  body: Bytes | null
  /**
   * Whether the pack brought the body and the secret of the hash in the header. No other pair with
   * the same hash can be found, so in an authentic pack this is the body that was signed.
   */
  isBodyProven?: boolean
}

/** One or more messages of one feed in order; `signature` is the last one's. */
export type Pack = { items: [Item, ...Item[]]; signature: Bytes }

/** Bytes that a pack may have before it is deflated. */
export const packLimit = 8 << 20

/**
 * Items of a pack, and of a bundle's packs together: they are taken in at once, and others wait
 * meanwhile.
 */
export const mostItems = 1_024
