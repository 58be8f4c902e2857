// Acts on the table that the caret is in, for the menu above the page and for the commands.
import { useMemo } from 'react'
import {
  BetweenHorizontalEnd,
  BetweenHorizontalStart,
  BetweenVerticalEnd,
  BetweenVerticalStart,
  Grid2x2X,
  PanelTop,
  TableColumnsSplit,
  TableRowsSplit,
} from 'lucide-react'
import type { LexicalEditor } from 'lexical'
import { chordText } from '../../shell/commands/keys.ts'
import { afterReturn, type MenuAct, type MenuGroup } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Formats } from '../page/use-formats.ts'
import { CHANGE_TABLE_COMMAND } from './table-commands.ts'
import type { TableChanging } from './table-edits.ts'

/** Empty where the caret is in no table. */
export function useTableMenu(
  editor: LexicalEditor | undefined,
  { table, tableHeader }: Formats,
): MenuGroup[] {
  const words = useWords()
  return useMemo(() => {
    if (!table) return []
    const then = (act: TableChanging | 'header') => () => {
      editor?.dispatchCommand(CHANGE_TABLE_COMMAND, act)
      afterReturn(() => editor?.focus())
    }
    const act = (
      id: TableChanging,
      text: string,
      icon: MenuAct['icon'],
      keys?: string,
    ): MenuAct => ({ id, text, onAct: then(id), ...(icon && { icon }), ...(keys && { keys }) })
    return [
      {
        title: words('tables.title'),
        acts: [
          act('row-before', words('tables.rowBefore'), BetweenHorizontalEnd),
          act('row-after', words('tables.rowAfter'), BetweenHorizontalStart, chordText('rowAfter')),
          act('column-before', words('tables.columnBefore'), BetweenVerticalEnd),
          act(
            'column-after',
            words('tables.columnAfter'),
            BetweenVerticalStart,
            chordText('columnAfter'),
          ),
          {
            id: 'header',
            text: words('tables.header'),
            icon: PanelTop,
            chosen: tableHeader,
            onAct: then('header'),
          },
          act('remove-row', words('tables.removeRow'), TableRowsSplit, chordText('removeRow')),
          act(
            'remove-column',
            words('tables.removeColumn'),
            TableColumnsSplit,
            chordText('removeColumn'),
          ),
          act('remove-table', words('tables.remove'), Grid2x2X),
        ],
      },
    ]
  }, [editor, words, table, tableHeader])
}
