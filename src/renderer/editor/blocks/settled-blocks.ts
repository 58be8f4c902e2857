// Keeps keys, the clipboard and tools away from settled lines. An act there changes nothing, and the window says so.
// Caret, comments and amendments work as everywhere, and words that others write there come in.
import {
  $getNearestNodeFromDOMNode,
  $hasUpdateTag,
  BEFORE_INPUT_COMMAND,
  COLLABORATION_TAG,
  COMPOSITION_START_COMMAND,
  COMMAND_PRIORITY_CRITICAL,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  CUT_COMMAND,
  DELETE_CHARACTER_COMMAND,
  DELETE_LINE_COMMAND,
  DELETE_WORD_COMMAND,
  DROP_COMMAND,
  FORMAT_TEXT_COMMAND,
  HISTORIC_TAG,
  INSERT_LINE_BREAK_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  mergeRegister,
  PASTE_COMMAND,
  REMOVE_TEXT_COMMAND,
  SKIP_COLLAB_TAG,
  TextNode,
  type LexicalCommand,
  type LexicalEditor,
  type LexicalNode,
} from 'lexical'
import type { BlockId } from '#shared/ids'
import {
  $blockAtEdge,
  $blockHere,
  $blockOf,
  $endPlainItem,
  $isBehindItems,
  $isBehindPlainItem,
  $mayBeginAt,
  $mayPutBeside,
  $mayStandBehindItems,
  $offsetOf,
  $range,
  $selectedBlocks,
} from './block-edits.ts'
import { $isBlockNode, BlockNode } from './block-node.ts'
import { $idOf, $makePlain } from './block-state.ts'
import { ASK_FIGURE_COMMAND, PUT_FIGURE_COMMAND } from '../figures/figure-commands.ts'
import { INSERT_PAGE_BREAK_COMMAND } from '../formats/commands.ts'
import { BEGIN_OFF_COMMAND, TURN_LINE_COMMAND } from '../minutes/capture.ts'
import type { OwnUndo } from '../undo/own-undo.ts'
import {
  $settledAs,
  isSettledAnywhere,
  REFUSED_SETTLED_COMMAND,
  settle,
  type RefusedHow,
  type Settled,
} from './settled-state.ts'
import { CHANGE_TABLE_COMMAND, INSERT_TABLE_COMMAND } from '../tables/table-commands.ts'

const isSettled = (node: LexicalNode | null): node is BlockNode =>
  $isBlockNode(node) && $settledAs(node) !== null

/** The first settled line of the selection; null for none. */
const $touched = (): BlockNode | null => {
  const selection = $range()
  return selection ? ($selectedBlocks(selection).find(isSettled) ?? null) : null
}

/** The id of that paragraph. */
export const $settledHere = (): BlockId | null => {
  const block = $touched()
  return block && $idOf(block)
}

/** The settled line with which deleting from here would join. */
const $neighbour = (backward: boolean): BlockNode | null => {
  const block = $blockAtEdge(backward)
  const beside = (backward ? block?.getPreviousSibling() : block?.getNextSibling()) ?? null
  return isSettled(beside) ? beside : null
}

/** A new paragraph can begin at the caret. */
const $mayBegin = (block: BlockNode): boolean => {
  const selection = $range()
  if (!selection || !selection.isCollapsed()) return false
  return $mayBeginAt(block, $offsetOf(selection.anchor, block))
}

/** The settled line beside which nothing is put in. */
const $closed = (): BlockNode | null => {
  const block = $blockHere()
  return block === null || $mayPutBeside(block) ? null : block
}

/** Null for a line that stands behind no decided item. */
const $howBehind = (block: BlockNode): 'behind' | 'heading' | null => {
  if ($isBehindItems(block)) return 'behind'
  return $isBehindPlainItem(block) ? 'heading' : null
}

/** A selected line behind the last item, where all are plain, or the heading that ends it. */
const $behind = (): BlockNode | null => {
  const selection = $range()
  if (!selection) return null
  return $selectedBlocks(selection).find(each => $howBehind(each) !== null) ?? null
}

/** A replacement by the browser has a range of its own. */
const $meant = (event: InputEvent): BlockNode | null => {
  const { inputType } = event
  const isOfKeys = inputType === 'insertParagraph' || inputType === 'insertLineBreak'
  // A composition cannot be refused: what it wrote is taken back.
  const isComposed = inputType.includes('Composition')
  if (isOfKeys || isComposed || !inputType.startsWith('insert')) return null
  for (const { startContainer } of event.getTargetRanges()) {
    const node = $getNearestNodeFromDOMNode(startContainer)
    const block = node && $blockOf(node)
    if (isSettled(block)) return block
  }
  return $touched()
}

const isOfOthers = (): boolean =>
  [COLLABORATION_TAG, HISTORIC_TAG, SKIP_COLLAB_TAG].some($hasUpdateTag)

/** Called before the text is shown: registering marks all that is there as changed. Returns its undo. */
export const keepSettled = (editor: LexicalEditor): (() => void) => {
  const refused = (how?: RefusedHow): unknown =>
    editor.dispatchCommand(REFUSED_SETTLED_COMMAND, how)
  const unless = <Given>(
    command: LexicalCommand<Given>,
    $find: (given: Given) => BlockNode | null,
  ) =>
    editor.registerCommand(
      command,
      given => {
        const block = isSettledAnywhere() ? $find(given) : null
        if (block === null) return false
        if (given instanceof Event) given.preventDefault()
        refused($howBehind(block) ?? undefined)
        return true
      },
      COMMAND_PRIORITY_CRITICAL,
    )
  const $begun = (): BlockNode | null => {
    const block = $touched()
    return block === null || $mayBegin(block) ? null : block
  }
  const $joined = (backward: boolean): BlockNode | null => $touched() ?? $neighbour(backward)
  return mergeRegister(
    ...[DELETE_CHARACTER_COMMAND, DELETE_WORD_COMMAND, DELETE_LINE_COMMAND].map(each =>
      unless(each, $joined),
    ),
    unless(INSERT_PARAGRAPH_COMMAND, $begun),
    unless(INSERT_LINE_BREAK_COMMAND, $begun),
    unless(BEFORE_INPUT_COMMAND, $meant),
    unless(CONTROLLED_TEXT_INSERTION_COMMAND, $touched),
    unless(REMOVE_TEXT_COMMAND, $touched),
    unless(FORMAT_TEXT_COMMAND, $touched),
    unless(CUT_COMMAND, $touched),
    unless(PASTE_COMMAND, $touched),
    unless(DROP_COMMAND, $touched),
    unless(INSERT_PAGE_BREAK_COMMAND, $closed),
    unless(INSERT_TABLE_COMMAND, $closed),
    unless(CHANGE_TABLE_COMMAND, $closed),
    unless(ASK_FIGURE_COMMAND, $closed),
    unless(PUT_FIGURE_COMMAND, $closed),
    unless(BEGIN_OFF_COMMAND, $closed),
    unless(TURN_LINE_COMMAND, $behind),
    // An input method writes past all commands: it is stopped, and what it wrote is taken back.
    unless(COMPOSITION_START_COMMAND, () => {
      const block = $touched()
      if (block) editor.getRootElement()?.blur()
      return block
    }),
    editor.registerNodeTransform(BlockNode, block => {
      const how = isSettledAnywhere() && !isOfOthers() ? $howBehind(block) : null
      if (how === 'heading' && $endPlainItem(block)) refused(how)
      if (how !== 'behind') return
      if (!$mayStandBehindItems(block)) {
        $makePlain(block)
        refused(how)
      }
      // Where a heading went, the lines that it held stand behind the item as well.
      const next = block.getNextSibling()
      if ($isBlockNode(next) && $isBehindItems(next) && !$mayStandBehindItems(next))
        next.markDirty()
    }),
    editor.registerNodeTransform(TextNode, text => {
      if (!isSettledAnywhere() || isOfOthers() || !isSettled($blockOf(text))) return
      const before = editor.getEditorState()._nodeMap.get(text.getKey())
      if (!(before instanceof TextNode)) text.remove()
      else if (before.__text === text.getTextContent()) return
      else text.setTextContent(before.__text)
      refused()
    }),
  )
}

const $selectedAmong = (blocks: Settled): boolean => {
  const selection = $range()
  if (!selection) return false
  return $selectedBlocks(selection).some(block => blocks.has($idOf(block) ?? ('' as BlockId)))
}

/** Ends a composition in one of these lines, and takes back what it wrote. False where there is none. */
const stopComposing = (editor: LexicalEditor, undo: OwnUndo, blocks: Settled): boolean => {
  if (!editor.isComposing() || !editor.read(() => $selectedAmong(blocks))) return false
  const isInText = undo.partComposed()
  editor.getRootElement()?.blur()
  // The change at its end is shared before it is taken back.
  editor.update(() => {}, { discrete: true })
  if (isInText) undo.undo()
  return true
}

/** Marks them on the page, and settles them. Words that are composed there are refused. Returns its undo. */
export const settleBlocks = (
  editor: LexicalEditor,
  undo: OwnUndo,
  blocks: Settled,
): (() => void) => {
  // A settled line takes nothing back.
  const isRefused = stopComposing(editor, undo, blocks)
  const paint = (): void => {
    for (const element of editor.getRootElement()?.children ?? []) {
      const { bid } = (element as HTMLElement).dataset
      element.toggleAttribute('data-settled', bid !== undefined && blocks.has(bid as BlockId))
    }
  }
  const release = mergeRegister(
    settle(blocks),
    editor.registerUpdateListener(({ dirtyElements }) => {
      if (dirtyElements.size > 0) paint()
    }),
  )
  paint()
  if (isRefused) editor.dispatchCommand(REFUSED_SETTLED_COMMAND, undefined)
  return () => {
    release()
    for (const element of editor.getRootElement()?.children ?? [])
      element.removeAttribute('data-settled')
  }
}
