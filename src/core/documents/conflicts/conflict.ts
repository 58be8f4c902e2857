// One conflict of a paragraph: what two members wrote in it concurrently.
import type { Clash } from '#shared/document'
import type { BlockId, MemberId } from '#shared/ids'

/** `rescue`: the paragraph is in the page no more, and text in it may be gone. */
export type Conflict = Clash & {
  kind: 'merged' | 'rescue'
  /**
   * The member of the other side; null where several wrote it in turn, or for one that an older
   * version kept.
   */
  by: MemberId | null
  /** The nearest earlier paragraph that still stands; null for none. */
  after: BlockId | null
  /** Its wordings were too long: the beginning is kept, and not all formats. */
  isShortened: boolean
  /** For the first of a list: earlier ones were too many to keep, or cannot be read. */
  areEarlierGone: boolean
}
