// Paragraphs in which undo and restoring change nothing: the one that shows the text names them.
import type * as Y from 'yjs'

/** A paragraph that comes in: its kind, and whether an item of an agenda begins with it. */
export type ComingBlock = { kind: string; beginsItem: boolean }

export type KeptBlocks = {
  /** Asked first: false where there are none. */
  any(): boolean
  isKept(block: Y.XmlElement): boolean
  /** Whether it may stand between these two; null for an end of the text. */
  mayComeBetween(
    before: Y.XmlElement | null,
    after: Y.XmlElement | null,
    coming: ComingBlock,
  ): boolean
  /** Something was left out, because one would have changed, or a paragraph would have come in where none may. */
  refused(): void
}
