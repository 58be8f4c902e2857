// Typed words are undone phrase by phrase, however fast they come: a sentence, the words in one
// paragraph, and never more than a few seconds. The pause that ends a phrase too is Yjs's own.
import {
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  type EditorState,
  type NodeKey,
  type PointType,
} from 'lexical'
import { $blockOf } from '../blocks/block-edits.ts'

/** Milliseconds after which a phrase ends with its word, and after which it ends in any case. */
const longest = { toSpace: 3000, inAnyCase: 6000 }

/** The end of a sentence, where spaces part words: the space after it begins the next phrase. */
const beforeSpace = /[.!?…؟۔]["'”’»)\]]*$/u
const withoutSpace = /[。！？][”’」』)]*$/u
const space = /\s$/u

/** The block with the caret, and the letters before it as far as they look alike. */
export type Place = { block: NodeKey; before: string }

const $lettersBefore = (caret: PointType): string => {
  const node = caret.getNode()
  if (!$isTextNode(node)) return ''
  const before = node.getTextContent().slice(0, caret.offset)
  return before === '' ? (node.getPreviousSibling()?.getTextContent() ?? '') : before
}

/** Null where words are selected. */
export const placeIn = (state: EditorState): Place | null =>
  state.read(() => {
    const selection = $getSelection()
    if (!$isRangeSelection(selection) || !selection.isCollapsed()) return null
    const block = $blockOf(selection.anchor.getNode())
    return block && { block: block.getKey(), before: $lettersBefore(selection.anchor) }
  })

export type Phrases = {
  /** Whether the letters that were typed from `before` to `after` begin a phrase. */
  begin(before: EditorState, after: EditorState): boolean
  /** A step of undo begins now, or goes on from `since`. */
  stepBegins(since?: number): void
  /** The beginning of the last step; milliseconds. */
  since(): number
}

/** `now`: milliseconds. */
export const openPhrases = (now: () => number): Phrases => {
  let begun = 0
  let block: NodeKey | null = null
  return {
    begin(before, after) {
      const [from, to] = [placeIn(before), placeIn(after)]
      // Anything but letters at the caret is an act, which ends a phrase by its own rule or not at all.
      if (!from || !to || from.block !== to.block || from.before === to.before) return false
      const isElsewhere = block !== null && block !== to.block
      block = to.block
      const lasted = now() - begun
      const isSpace = space.test(to.before)
      return (
        isElsewhere ||
        withoutSpace.test(from.before) ||
        (isSpace && beforeSpace.test(from.before)) ||
        (isSpace && lasted > longest.toSpace) ||
        lasted > longest.inAnyCase
      )
    },
    stepBegins: (since = now()) => void (begun = since),
    since: () => begun,
  }
}
