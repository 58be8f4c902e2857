// Shows cells as a table. On the page each is a block in a row with the others; here each gets its
// place on a grid, and the roles by which a screen reader knows table, rows and cells: the first cell
// of a row stands in an element of that row, which owns the others, and so does the first row.
import { partsOf } from '#document/tables'
import { $getRoot, mergeRegister, type LexicalEditor, type NodeKey } from 'lexical'
import { keepsBlockOrder } from '../blocks/block-order.ts'
import { $cellOf } from '../blocks/block-state.ts'

/** Columns of the grid between its margins: each table takes an even share of them. */
const tracks = 120

export type TableSize = { rows: number; columns: number }

type Role = { role: string; label?: string; owns?: string[] }
/** The look of a block's elements. */
type Look = {
  row: number
  cell?: {
    from: number
    to: number
    column: number
    isHead: boolean
    isLast: boolean
    table: Role | null
    line: Role | null
  }
}

const wordsId = (key: NodeKey): string => `cell-${key}`
const rowId = (key: NodeKey): string => `row-${key}`

const $looks = (label: (size: TableSize) => string): Map<NodeKey, Look> => {
  const looks = new Map<NodeKey, Look>()
  const blocks = $getRoot()
    .getChildren()
    .map(node => ({ key: node.getKey(), cell: $cellOf(node) }))
  let line = 1
  for (const part of partsOf(blocks)) {
    if (!('rows' in part)) {
      looks.set(part.key, { row: line++ })
      continue
    }
    const { rows } = part
    const columns = rows[0]?.cells.length ?? 1
    const firsts = rows.map(({ cells }) => cells.flat()[0]?.key ?? '')
    const edge = (column: number): number => 2 + Math.round((column * tracks) / columns)
    for (const [at, { head, cells }] of rows.entries()) {
      const all = cells.flat().map(({ key }) => key)
      for (const [column, stack] of cells.entries())
        for (const [index, { key }] of stack.entries())
          looks.set(key, {
            row: line + index,
            cell: {
              from: edge(column),
              to: edge(column + 1),
              column: column + 1,
              isHead: head,
              isLast: at === rows.length - 1,
              table:
                key === firsts[0]
                  ? {
                      role: 'table',
                      label: label({ rows: rows.length, columns }),
                      owns: firsts.slice(1).map(rowId),
                    }
                  : null,
              line: key === all[0] ? { role: 'row', owns: all.slice(1).map(wordsId) } : null,
            },
          })
      line += Math.max(...cells.map(stack => stack.length))
    }
  }
  return looks
}

const put = (element: Element | null | undefined, name: string, value: string | null): void => {
  if (value === null) element?.removeAttribute(name)
  else if (element?.getAttribute(name) !== value) element?.setAttribute(name, value)
}

const putRole = (element: Element | null, role: Role | null): void => {
  put(element, 'role', role?.role ?? null)
  put(element, 'aria-label', role?.label ?? null)
  put(element, 'aria-owns', role?.owns?.length ? role.owns.join(' ') : null)
}

const paint = (key: NodeKey, outside: HTMLElement, { row, cell }: Look): void => {
  const set = (name: string, value: number): void => outside.style.setProperty(name, String(value))
  set('--row', row)
  if (!cell) return
  set('--from', cell.from)
  set('--to', cell.to)
  outside.toggleAttribute('data-head', cell.isHead)
  outside.toggleAttribute('data-last', cell.isLast)
  const line = outside.firstElementChild
  const words = line?.firstElementChild
  putRole(outside, cell.table)
  if (line) putRole(line, cell.line)
  put(line, 'id', rowId(key))
  put(words, 'id', wordsId(key))
  // A header that says nothing heads nothing.
  const heads = cell.isHead && words?.textContent !== ''
  put(words, 'role', heads ? 'columnheader' : 'cell')
  put(words, 'aria-colindex', String(cell.column))
}

/** `label` says what a table is for who does not see it. Returns its undo. */
export const showTables = (
  editor: LexicalEditor,
  label: (size: TableSize) => string,
): (() => void) => {
  let looks = new Map<NodeKey, Look>()
  let names = new Map<NodeKey, string>()

  const $names = (): Map<NodeKey, string> =>
    new Map(
      $getRoot()
        .getChildren()
        .flatMap(node => {
          const cell = $cellOf(node)
          return cell ? [[node.getKey(), JSON.stringify(cell)] as const] : []
        }),
    )
  const paintAll = (): void => {
    const root = editor.getRootElement()
    if (!root) return
    names = editor.getEditorState().read($names)
    root.toggleAttribute('data-tables', names.size > 0)
    if (names.size === 0) return looks.clear()
    looks = editor.getEditorState().read(() => $looks(label))
    for (const [key, look] of looks) {
      const element = editor.getElementByKey(key)
      if (element) paint(key, element, look)
    }
  }
  return mergeRegister(
    editor.registerRootListener(paintAll),
    editor.registerUpdateListener(update => {
      const { dirtyElements, editorState } = update
      if (dirtyElements.size === 0) return
      if (!keepsBlockOrder(update)) return paintAll()
      // Words were written, or a header was made: redrawn elements have lost their looks.
      for (const key of dirtyElements.keys()) {
        const node = editorState._nodeMap.get(key)
        const cell = node && editorState.read(() => $cellOf(node))
        if ((cell ? JSON.stringify(cell) : undefined) !== names.get(key)) return paintAll()
        const [look, element] = [looks.get(key), editor.getElementByKey(key)]
        if (look && element) paint(key, element, look)
      }
    }),
  )
}
