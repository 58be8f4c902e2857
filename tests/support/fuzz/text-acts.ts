// Changes by keys: words, formats, kinds of paragraphs, tables, whole paragraphs.
import { blockKinds } from '#document/model'
import { $setState } from 'lexical'
import {
  $joinBlocks,
  $moveBlock,
  $setKinds,
  $splitBlock,
} from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import { $cellOf, $idOf, languageState } from '../../../src/renderer/editor/blocks/block-state.ts'
import { replaceAll } from '../replacing.ts'
import { $clearFormats, $insertPageBreak } from '../../../src/renderer/editor/formats/commands.ts'
import { $setLink } from '../../../src/renderer/editor/formats/links.ts'
import { $moveBlocks } from '../../../src/renderer/editor/blocks/move-blocks.ts'
import { $insertSign } from '../../../src/renderer/editor/notes/reference.ts'
import { $insertPasted } from '../../../src/renderer/editor/paste/insert.ts'
import type { PastedBlock } from '../../../src/renderer/editor/paste/pasted.ts'
import { $createParagraphReference } from '../../../src/renderer/editor/cross-references/paragraph-reference.ts'
import {
  $changeTable,
  $insertTable,
  type TableChanging,
} from '../../../src/renderer/editor/tables/table-edits.ts'
import { $blocks, $caretIn, $rangeIn, inBlock, type Act } from './turn.ts'

const formats = [
  ...(['bold', 'italic', 'underline'] as const),
  ...(['strikethrough', 'superscript', 'subscript'] as const),
]
const kinds = blockKinds.filter(kind => kind !== 'figure' && kind !== 'pagebreak')

/** Changes a table, at any of its cells. */
const atCell = (acts: readonly TableChanging[]): Act =>
  inBlock((block, { by }) => {
    const cells = $blocks().filter($cellOf)
    const cell = $cellOf(block) ? block : cells.length > 0 ? by.pick(cells) : null
    if (cell) $changeTable(cell, by.pick(acts), by.bytes)
  })

/** Letters that stand in every paragraph; no word of a schedule is among them. */
const letters = ['a', 'e', 'ed', 'h', 'par']

export const textActs = {
  insert: inBlock((block, { by, ledger }) => $caretIn(block, by).insertText(ledger.word())),
  delete: inBlock((block, { by }) => $rangeIn(block, by)?.removeText()),
  format: inBlock((block, { by }) => {
    const range = $rangeIn(block, by)
    if (by.next() < 0.8) range?.formatText(by.pick(formats))
    else if (range) $clearFormats(range)
  }),
  link: inBlock((block, { by }) => {
    const range = $rangeIn(block, by)
    if (range) $setLink(range, by.pick(['https://un.org/', 'mailto:a@un.org', '']))
  }),
  kind: inBlock((block, { by }) => $setKinds(block.select(), by.pick(kinds))),
  language: inBlock(
    (block, { by }) => void $setState(block, languageState, by.pick(['', 'fr', 'ar'])),
  ),
  direction: inBlock((block, { by }) => void block.setDirection(by.pick(['ltr', 'rtl', null]))),
  new: inBlock((block, { by, ledger }) => {
    const next = block.sibling()
    block.insertAfter(next)
    if (by.next() < 0.5) next.select().insertText(ledger.word())
  }),
  undo: ({ peer }) => peer.binder.undo.undo(),
  redo: ({ peer }) => peer.binder.undo.redo(),
  refer: inBlock((block, { by }) => {
    const to = $idOf(by.pick($blocks()))
    if (to) $insertSign($caretIn(block, by), $createParagraphReference({ block: to, was: 'it' }))
  }),
  pageBreak: inBlock((block, { by }) => $insertPageBreak($caretIn(block, by))),
  /** Every place at once, one splice for each. */
  replace: ({ peer, by }) => {
    const sought = { text: by.pick(letters), exact: by.next() < 0.5, whole: false }
    replaceAll(peer, sought, by.pick(letters))
  },
  /** Words into a paragraph. */
  paste: inBlock((block, { by, ledger }) => {
    $caretIn(block, by)
    const plain = { text: `${ledger.word()} pasted ` }
    $insertPasted([{ kind: null, runs: [plain, { text: ledger.word(), bold: true }] }])
  }),
  /** Paragraphs between the two halves of one, and a table now and then. */
  pasteBlocks: inBlock((block, { by, ledger }) => {
    $caretIn(block, by)
    const runs = () => [{ text: ledger.word() }]
    const cell = (column: string) => ({ table: 't', row: 'r', column })
    const isTable = by.next() < 0.2 && $blocks().filter($cellOf).length < 12
    const pasted: PastedBlock[] = isTable
      ? ['c', 'd'].map(column => ({ kind: 'paragraph', runs: runs(), cell: cell(column) }))
      : ([null, 'h2', null] as const).map(kind => ({ kind, runs: runs() }))
    $insertPasted(pasted, by.bytes)
  }),
  split: inBlock((block, { by }) => void $splitBlock($caretIn(block, by))),
  join: inBlock(block => {
    const next = block.getNextSibling()
    if ($isBlockNode(next)) $joinBlocks(block, next)
  }),
  move: inBlock((block, { by }) => $moveBlock(block, by.pick([null, ...$blocks()]))),
  step: inBlock((block, { by }) => void $moveBlocks($caretIn(block, by), by.pick([1, -1]))),
  remove: inBlock(block => {
    if ($blocks().length > 2) block.remove()
  }),
  table: inBlock((block, { by }) => {
    const size = { rows: 1 + by.below(2), columns: 1 + by.below(2), head: by.next() < 0.5 }
    if ($blocks().filter($cellOf).length < 12) $insertTable(block, size, by.bytes)
  }),
  grow: atCell(['row-before', 'row-after', 'column-before', 'column-after']),
  shrink: atCell(['remove-row', 'remove-column', 'remove-table']),
} satisfies Record<string, Act>
