// Acts on tables, as commands: tools dispatch them, so that one place stops those that are not
// allowed while suggesting.
import type { Random } from '#document/ids'
import {
  $onUpdate,
  createCommand,
  KEY_DOWN_COMMAND,
  mergeRegister,
  type LexicalCommand,
  type LexicalEditor,
} from 'lexical'
import { actFor } from '../../shell/commands/keys.ts'
import { $blockHere } from '../blocks/block-edits.ts'
import type { BlockNode } from '../blocks/block-node.ts'
import { $cellOf } from '../blocks/block-state.ts'
import {
  $changeTable,
  $insertTable,
  $placeOf,
  $setHeader,
  type TableChanging,
  type TableRefusal,
} from './table-edits.ts'
import { beforeText, onCommand } from '../input/on-command.ts'

export const INSERT_TABLE_COMMAND: LexicalCommand<void> = createCommand('INSERT_TABLE_COMMAND')
/** `header`: the first row becomes one, or is one no more. */
export const CHANGE_TABLE_COMMAND: LexicalCommand<TableChanging | 'header'> =
  createCommand('CHANGE_TABLE_COMMAND')

export type TableParts = {
  random: Random
  /** Makes the next change a step of undo by itself. */
  separate(): void
  /** Nothing was changed. */
  onRefused(why: TableRefusal): void
}

/** The size of a new table; rows and columns come with one key each. */
const newSize = { rows: 3, columns: 3, head: true }

/** The cell of the caret, and whether its table begins with a header; null outside of tables. */
export const $currentCell = (): { cell: BlockNode; hasHeader: boolean } | null => {
  const cell = $blockHere()
  const place = cell && $placeOf(cell)
  return place ? { cell, hasHeader: place.table.rows[0]?.head === true } : null
}

const byKey = {
  rowAfter: 'row-after',
  columnAfter: 'column-after',
  removeRow: 'remove-row',
  removeColumn: 'remove-column',
} as const

/** Returns its undo. */
export const registerTableCommands = (
  editor: LexicalEditor,
  { random, separate, onRefused }: TableParts,
): (() => void) => {
  const carryOut = (work: (block: BlockNode) => TableRefusal | null): boolean => {
    const block = $blockHere()
    if (block === null || !editor.isEditable()) return false
    separate()
    const refused = work(block)
    $onUpdate(() => {
      separate()
      if (refused !== null) onRefused(refused)
    })
    return true
  }
  return mergeRegister(
    onCommand(editor, INSERT_TABLE_COMMAND, () =>
      carryOut(block => $insertTable(block, newSize, random)),
    ),
    onCommand(editor, CHANGE_TABLE_COMMAND, act => {
      const current = $currentCell()
      if (current === null) return false
      return carryOut(block =>
        act === 'header' ? $setHeader(block, !current.hasHeader) : $changeTable(block, act, random),
      )
    }),
    beforeText(editor, KEY_DOWN_COMMAND, event => {
      const act = event.altKey ? actFor<TableChanging>(event, byKey) : undefined
      const block = $blockHere()
      if (act === undefined || block === null || !$cellOf(block)) return false
      event.preventDefault()
      return editor.dispatchCommand(CHANGE_TABLE_COMMAND, act)
    }),
  )
}
