// One member's turn to act, and the choice of a place for it.
import {
  $createRangeSelection,
  $getRoot,
  $isTextNode,
  $setSelection,
  type RangeSelection,
} from 'lexical'
import { $isBlockNode, type BlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import { $idOf } from '../../../src/renderer/editor/blocks/block-state.ts'
import type { Chance } from './chance.ts'
import type { Ledger } from './ledger.ts'
import type { Peer } from './peers.ts'

export type Turn = {
  peer: Peer
  by: Chance
  ledger: Ledger
  /** Blocks that another member has touched since the last meeting. */
  others: ReadonlySet<string>
  /** The member touches this block. */
  touch(id: string): void
}

/** The effect of an operation; none where no block fits. */
export type Act = (turn: Turn) => void

export const $blocks = (): BlockNode[] => $getRoot().getChildren().filter($isBlockNode)

/** A block to work on; by preference one that another member has touched. */
const $target = ({ by, others }: Turn): BlockNode => {
  const blocks = $blocks()
  const shared = blocks.filter(block => others.has($idOf(block) ?? ''))
  return by.pick(shared.length > 0 && by.next() < 0.6 ? shared : blocks)
}

export type Work = (block: BlockNode, turn: Turn) => void

/** One change of the editor, in some block. */
export const inBlock =
  (work: Work): Act =>
  turn =>
    turn.peer.edit(() => {
      const block = $target(turn)
      turn.touch($idOf(block) ?? '')
      work(block, turn)
    })

export const $caretIn = (block: BlockNode, by: Chance): RangeSelection => {
  const text = block.getChildren().filter($isTextNode)
  if (text.length === 0) return block.select()
  const node = by.pick(text)
  const at = by.below(node.getTextContentSize() + 1)
  return node.select(at, at)
}

/** Up to four characters of the block. */
export const $rangeIn = (block: BlockNode, by: Chance): RangeSelection | null => {
  const texts = block.getChildren().filter($isTextNode)
  if (texts.length === 0) return null
  const node = by.pick(texts)
  const [a, b] = [by.below(node.getTextContentSize() + 1), by.below(node.getTextContentSize() + 1)]
  if (a === b) return null
  const from = Math.min(a, b)
  const selection = $createRangeSelection()
  selection.anchor.set(node.getKey(), from, 'text')
  selection.focus.set(node.getKey(), Math.min(Math.max(a, b), from + 4), 'text')
  $setSelection(selection)
  return selection
}
