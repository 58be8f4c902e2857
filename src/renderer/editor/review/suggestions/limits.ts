// The effects of keys on whole paragraphs while suggesting. A new one, removals, another position,
// splitting and joining are suggested beside the text; tables, figures, page breaks and acts over
// several paragraphs cannot be suggested, change nothing and say so: a change to the text itself
// would pass for a suggestion otherwise.
import {
  $getRoot,
  COMMAND_PRIORITY_CRITICAL,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  CUT_COMMAND,
  DELETE_CHARACTER_COMMAND,
  DELETE_LINE_COMMAND,
  DELETE_WORD_COMMAND,
  DROP_COMMAND,
  INSERT_LINE_BREAK_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  KEY_BACKSPACE_COMMAND,
  mergeRegister,
  PASTE_COMMAND,
  type LexicalEditor,
  type LexicalNode,
} from 'lexical'
import { isBlockId } from '#document/ids'
import type { NewParagraphSuggestion } from '#document/review/suggestions'
import type { BlockId } from '#shared/ids'
import {
  $blockAtEdge,
  $blockOf,
  $offsetOf,
  $range,
  $selectedBlocks,
} from '../../blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../../blocks/block-node.ts'
import { $cellOf, $idOf, $isWithheld } from '../../blocks/block-state.ts'
import { INSERT_PAGE_BREAK_COMMAND } from '../../formats/commands.ts'
import { ASK_FIGURE_COMMAND } from '../../figures/figure-commands.ts'
import { $wayIn } from '../../blocks/move-blocks.ts'
import { MOVE_BLOCKS_COMMAND } from '../../blocks/move-commands.ts'
import { CHANGE_TABLE_COMMAND, INSERT_TABLE_COMMAND } from '../../tables/table-commands.ts'
import { $piecesOf, within } from './pieces.ts'
import type { SuggestingMode } from './suggesting-mode.ts'

/** The selection lies in several paragraphs. */
const $isOverSeveral = (): boolean => {
  const selection = $range()
  if (!selection) return false
  const [from, to] = [$blockOf(selection.anchor.getNode()), $blockOf(selection.focus.getNode())]
  return from !== null && !from.is(to)
}

/** The paragraphs that are selected from end to end; none where one is so only in part. */
const $wholeBlocks = (): BlockId[] => {
  const selection = $range()
  if (!selection || selection.isCollapsed()) return []
  const [start, end] = selection.isBackward()
    ? [selection.focus, selection.anchor]
    : [selection.anchor, selection.focus]
  const [first, last] = [$blockOf(start.getNode()), $blockOf(end.getNode())]
  if (!first || !last || first.is(last) || $offsetOf(start, first) > 0) return []
  const offset = $offsetOf(end, last)
  if (offset > 0 && offset < last.getTextContentSize()) return []
  const found: BlockId[] = []
  for (let at: LexicalNode | null = first; $isBlockNode(at); at = at.getNextSibling()) {
    const id = $idOf(at)
    // A selection of paragraphs often ends at the beginning of the next.
    const isBeyond = at.is(last) && offset === 0 && last.getTextContentSize() > 0
    if (isBlockId(id) && !isBeyond) found.push(id)
    if (at.is(last)) break
  }
  return found
}

/** Units of what the block reads while nothing that waits is taken in, before a place in all of its text. */
const $settledPlace = (block: BlockNode, offset: number): number =>
  within($piecesOf(block), 0, offset)
    .filter(({ marks }) => !Object.keys(marks).some(key => key.startsWith('in:')))
    .reduce((sum, { text }) => sum + text.length, 0)

const $idBefore = (block: BlockNode): BlockId | null | undefined => {
  const before = block.getPreviousSibling()
  if (before === null) return null
  const id = $isBlockNode(before) && !$cellOf(before) ? $idOf(before) : null
  return isBlockId(id) ? id : undefined
}

/** The blocks in the order that this person suggests for those which the keys move now. */
const $suggestedOrder = (first: BlockNode, moved: SuggestedByKeys['moved']): BlockNode[] => {
  const blocks = $getRoot().getChildren().filter($isBlockNode)
  const id = $idOf(first)
  const known = isBlockId(id) ? moved(id) : null
  if (!known) return blocks
  const moving = new Set([id, ...known.along])
  const going = blocks.filter(block => moving.has($idOf(block)))
  const staying = blocks.filter(block => !going.includes(block))
  const at = staying.findIndex(block => $idOf(block) === known.after) + 1
  return known.after !== null && at === 0 ? blocks : staying.toSpliced(at, 0, ...going)
}

const isSeveral = (event: unknown): boolean =>
  event instanceof ClipboardEvent &&
  (/[\r\n]./.test(event.clipboardData?.getData('text/plain').trim() ?? '') ||
    /<table\b/i.test(event.clipboardData?.getData('text/html') ?? ''))

type Wanted<What> = Extract<NewParagraphSuggestion, { what: What }>

export type SuggestedByKeys = {
  /** A new paragraph behind this one, at the beginning for null. */
  add(after: BlockId | null): void
  remove(blocks: readonly BlockId[]): void
  /** The position that this person suggests for it already; null where there is none. */
  moved(block: BlockId): { along: readonly BlockId[]; after: BlockId | null } | null
  move(wanted: Wanted<'move'>): void
  split(wanted: Wanted<'split'>): void
  join(wanted: Wanted<'join'>): void
  /** The act cannot be suggested; nothing was changed. */
  refused(): void
}

/** Returns its undo. */
export const registerSuggestingLimits = (
  editor: LexicalEditor,
  suggesting: SuggestingMode,
  byKeys: SuggestedByKeys,
): (() => void) => {
  const { add, remove, refused } = byKeys
  const refuse = (event?: unknown): true => {
    if (event instanceof Event) event.preventDefault()
    refused()
    return true
  }
  /** Enter: a new paragraph at either end, two of one in between. */
  const $beginParagraph = (event: unknown): boolean => {
    if (!suggesting.isOn()) return false
    const selection = $range()
    const block = selection ? $blockOf(selection.focus.getNode()) : null
    const id = block && $idOf(block)
    if (!selection || !block || !isBlockId(id) || $cellOf(block)) return refuse(event)
    if ($blockAtEdge(false)) add(id)
    else if (!selection.isCollapsed() || $isWithheld(block)) return refuse(event)
    else {
      const place = $settledPlace(block, $offsetOf(selection.anchor, block))
      const before = $idBefore(block)
      if (place > 0) byKeys.split({ what: 'split', block: id, place })
      else if (before === undefined) return refuse(event)
      else add(before)
    }
    return true
  }
  /** Backspace at the beginning of a paragraph, or Delete at its end. */
  const $join = (backward: boolean): boolean => {
    const selection = $range()
    const block = selection ? $blockOf(selection.anchor.getNode()) : null
    const second = backward ? block : block?.getNextSibling()
    const id = $isBlockNode(second) ? $idOf(second) : null
    if (!second?.getPreviousSibling() || !isBlockId(id)) return refuse()
    byKeys.join({ what: 'join', block: id })
    return true
  }
  /** Comes before the removal of the number: that would be suggested again at each press. */
  const atBeginning = (event: KeyboardEvent): boolean => {
    if (!suggesting.isOn() || !$blockAtEdge(true)) return false
    event.preventDefault()
    return $join(true)
  }
  const $move = (by: 1 | -1): boolean => {
    if (!suggesting.isOn()) return false
    const selection = $range()
    const [first] = selection ? $selectedBlocks(selection) : []
    if (!selection || !first) return refuse()
    const way = $wayIn($suggestedOrder(first, byKeys.moved), selection, by)
    const ids = way?.moved.map($idOf).filter(isBlockId) ?? []
    const [block, ...along] = ids
    const after = way?.after ? $idOf(way.after) : null
    if (!way || !block || ids.length < way.moved.length || way.moved.some($cellOf)) return refuse()
    if (way.after && !isBlockId(after)) return refuse()
    byKeys.move({ what: 'move', block, after: isBlockId(after) ? after : null, along })
    return true
  }
  const unless =
    (isFine: (given: unknown) => boolean) =>
    (given: unknown): boolean =>
      suggesting.isOn() && !isFine(given) ? refuse(given) : false
  const inOne = unless(() => !$isOverSeveral())
  const deleting = (backward: unknown): boolean => {
    if (!suggesting.isOn()) return false
    const blocks = $wholeBlocks()
    if (blocks.length === 0)
      return $blockAtEdge(backward === true) ? $join(backward === true) : inOne(backward)
    remove(blocks)
    return true
  }
  const pasting = unless(event => !$isOverSeveral() && !isSeveral(event))
  const never = unless(() => false)
  const priority = COMMAND_PRIORITY_CRITICAL
  return mergeRegister(
    editor.registerCommand(INSERT_PARAGRAPH_COMMAND, $beginParagraph, priority),
    editor.registerCommand(INSERT_LINE_BREAK_COMMAND, $beginParagraph, priority),
    editor.registerCommand(KEY_BACKSPACE_COMMAND, atBeginning, priority),
    editor.registerCommand(DELETE_CHARACTER_COMMAND, deleting, priority),
    editor.registerCommand(DELETE_WORD_COMMAND, deleting, priority),
    editor.registerCommand(DELETE_LINE_COMMAND, deleting, priority),
    editor.registerCommand(CONTROLLED_TEXT_INSERTION_COMMAND, inOne, priority),
    editor.registerCommand(CUT_COMMAND, inOne, priority),
    editor.registerCommand(PASTE_COMMAND, pasting, priority),
    editor.registerCommand(DROP_COMMAND, never, priority),
    editor.registerCommand(INSERT_PAGE_BREAK_COMMAND, never, priority),
    editor.registerCommand(MOVE_BLOCKS_COMMAND, $move, priority),
    editor.registerCommand(INSERT_TABLE_COMMAND, never, priority),
    editor.registerCommand(ASK_FIGURE_COMMAND, never, priority),
    editor.registerCommand(CHANGE_TABLE_COMMAND, never, priority),
  )
}
