// Puts pasted blocks where the caret is. One paragraph goes into the text; several go between what
// stands before and after the caret, and an empty paragraph takes the kind of what it receives.
import { pictureName, type Run } from '#document/model'
import { renameCells } from '#document/tables'
import {
  $createTextNode,
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  $setState,
  type LexicalNode,
  type RangeSelection,
  type TextFormatType,
  type TextNode,
} from 'lexical'
import { $blockOf, $removeSelected } from '../blocks/block-edits.ts'
import { $createBlockNode, type BlockNode } from '../blocks/block-node.ts'
import {
  $cellOf,
  $figureOf,
  $isOffRecord,
  $setCell,
  $setKind,
  $statesOfEnd,
  $takeStatesOfPasted,
  alternativeState,
  languageState,
  pictureState,
} from '../blocks/block-state.ts'
import { random as drawn } from '../../random.ts'
import { $createReference } from '../notes/reference.ts'
import { $createSpeaker } from '../minutes/speaker.ts'
import { $createParagraphReference } from '../cross-references/paragraph-reference.ts'
import { $setHref } from '../page/links.ts'
import type { OffRecord, PastedBlock } from './pasted.ts'

const formats: TextFormatType[] = [
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'superscript',
  'subscript',
]

function $nodeOf({ to, note, who, text }: Run): TextNode {
  if (to) return $createParagraphReference(to)
  if (note !== undefined) return $createReference(note)
  return who === undefined ? $createTextNode(text) : $createSpeaker(who)
}

export function $textOf(run: Run): TextNode {
  const node = $nodeOf(run)
  for (const format of formats) if (run[format as keyof Run]) node.toggleFormat(format)
  if (run.href) $setHref(node, run.href)
  return node
}

/** Takes what stands after the caret out of its block. */
function $cutAfter(selection: RangeSelection, block: BlockNode): LexicalNode[] {
  const { anchor } = selection
  if (anchor.type === 'element') return block.getChildren().slice(anchor.offset)
  const node = anchor.getNode()
  if (!$isTextNode(node)) return []
  if (anchor.offset === 0) return [node, ...node.getNextSiblings()]
  if (anchor.offset < node.getTextContentSize()) {
    const [, after] = node.splitText(anchor.offset)
    return after ? [after, ...after.getNextSiblings()] : []
  }
  return node.getNextSiblings()
}

function $describe(block: BlockNode, pasted: PastedBlock): void {
  if (pasted.kind) $setKind(block, pasted.kind)
  if (pasted.picture) {
    $setState(block, pictureState, pictureName(pasted.picture))
    $setState(block, alternativeState, pasted.alternative ?? '')
  }
  if (pasted.language) $setState(block, languageState, pasted.language)
  if (pasted.direction) block.setDirection(pasted.direction)
}

const inOneLine = (blocks: readonly PastedBlock[]): Run[] =>
  blocks
    .filter(({ runs }) => runs.length > 0)
    .flatMap(({ runs }, at) => [...(at > 0 ? [{ text: ' ' }] : []), ...runs])

/** A cell and a caption have no owner and no day: what hides words comes along alone. */
const withoutItem = ({ meeting: { off, naming } = {}, ...block }: PastedBlock) => ({
  ...block,
  meeting: { ...(off && { off }), ...(naming && { naming }) },
})

const wereOff = ({ meeting, wasOff }: PastedBlock): boolean =>
  meeting?.off === true || wasOff === true

/** A pasted block, and the block of the page that its words came into. */
type Put = readonly [PastedBlock, BlockNode]

/** Replaces the selection. Tells where words off the record among these blocks came; null for none. */
export function $insertPasted(blocks: readonly PastedBlock[], random = drawn): OffRecord | null {
  const selection = $getSelection()
  const [first] = blocks
  if (!$isRangeSelection(selection) || !first) return null
  if (!selection.isCollapsed()) $removeSelected(selection)
  const block = $blockOf(selection.anchor.getNode())
  if (!block) return null
  const off = $putBlocks(selection, block, blocks, random).filter(([pasted]) => wereOff(pasted))
  if (off.length === 0) return null
  return off.every(([, into]) => $isOffRecord(into)) ? 'kept' : 'lost'
}

function $putBlocks(
  selection: RangeSelection,
  block: BlockNode,
  blocks: readonly PastedBlock[],
  random: typeof drawn,
): Put[] {
  const [first, ...rest] = blocks
  if (!first) return []
  const wasEmpty = block.getTextContentSize() === 0
  // A cell and a caption hold one paragraph.
  if ($cellOf(block) || $figureOf(block)) {
    selection.insertNodes(inOneLine(blocks).map($textOf))
    for (const each of blocks) $takeStatesOfPasted(block, withoutItem(each), wasEmpty)
    return blocks.map(each => [each, block])
  }
  if (rest.length === 0 && !first.cell && (!first.picture || wasEmpty)) {
    if (wasEmpty) $describe(block, first)
    selection.insertNodes(first.runs.map($textOf))
    $takeStatesOfPasted(block, first, wasEmpty)
    return [[first, block]]
  }
  const after = $cutAfter(selection, block)
  // As they are before the first line that is pasted changes them.
  const $describeEnd = $statesOfEnd(block)
  const below = blocks.at(-1)?.cell ? block.sibling() : null
  for (const node of after) node.remove()
  // A table begins below what stands before the caret.
  const into = first.cell || first.picture ? null : first
  if (into && wasEmpty) $describe(block, into)
  if (into) {
    block.append(...into.runs.map($textOf))
    $takeStatesOfPasted(block, into, wasEmpty)
  }
  const put: Put[] = into ? [[into, block]] : []
  let last = block
  for (const pasted of renameCells(into ? rest : blocks, random)) {
    const next = $blockFrom(pasted, block)
    last.insertAfter(next)
    last = next
    put.push([pasted, next])
  }
  if (below) last = $behindTable(last, below, after.length > 0)
  if (!into && wasEmpty) block.remove()
  last.selectEnd()
  if (after.length > 0) {
    const end = last.getTextContentSize()
    last.append(...after)
    if (last !== block) $describeEnd(last)
    $selectOffset(last, end)
  }
  return put
}

function $blockFrom(pasted: PastedBlock, like: BlockNode): BlockNode {
  const next = $createBlockNode()
  if (pasted.cell) $setCell(next, pasted.cell)
  if (!pasted.kind) $setKind(next, 'paragraph')
  next.setDirection(like.getDirection())
  $describe(next, pasted)
  next.append(...pasted.runs.map($textOf))
  $takeStatesOfPasted(next, pasted, true)
  return next
}

/** Where one writes on below a table that was pasted; the last cell where a paragraph is there already. */
function $behindTable(last: BlockNode, next: BlockNode, isWanted: boolean): BlockNode {
  if (!isWanted && last.getNextSibling() !== null) return last
  if (!isWanted) $setKind(next, 'paragraph')
  last.insertAfter(next)
  return next
}

/** The caret `offset` characters into the block. */
function $selectOffset(block: BlockNode, offset: number): void {
  let left = offset
  for (const child of block.getChildren()) {
    if (!$isTextNode(child)) continue
    const size = child.getTextContentSize()
    if (left <= size) return void child.select(left, left)
    left -= size
  }
  block.selectEnd()
}
