// Rows of like things, after the grid pattern of WAI-ARIA. The arrow keys, Home, End and the page keys move, a letter
// goes to the next row that begins with it, Enter opens a row, and controls inside a row are reached with the arrow
// keys as well. For the Tab key the whole table is one stop. The tables of the component library draw all rows again
// at each arrow key, which takes half a second for 400 rows; here a row is drawn again when it changes.
import { memo, type ReactNode, useCallback, useEffect, useId, useMemo, useRef } from 'react'
import { FocusScope } from 'react-aria/FocusScope'
import { type TableKeys, useTableKeys } from './table-keys.ts'
import './table.css'

export type TableColumn<T> = {
  id: string
  title: string
  /** The title is read aloud but not shown. */
  titleUnseen?: boolean
  /** For the column that names its row: the row as text, for typing ahead and for readers. */
  names?: (item: T) => string
  /** CSS width; the naming column takes the rest. */
  width?: string
  cell: (item: T) => ReactNode
}

export type TableProps<T> = {
  label: string
  /**
   * A row is made again when its item is another object, and all rows when this is another array. So a caller makes it
   * with `useMemo`, from everything that a cell reads beside its item: the words, the time, the group.
   */
  columns: readonly TableColumn<T>[]
  items: readonly T[]
  onOpen?: (item: T) => void
  /** Marks one row as the current one. */
  current?: string | undefined
  /** Said in place of the rows. */
  empty?: string
}

/** Said in full, because a table that is a grid is read in another way. */
const as = {
  row: { role: 'row' },
  name: { role: 'rowheader' },
  cell: { role: 'gridcell' },
} as const

export function Table<T extends { id: string }>(props: TableProps<T>) {
  const { label, columns, items, onOpen, current, empty } = props
  const open = useOpen(onOpen)
  const keys: TableKeys = useTableKeys(items, {
    nameOf: item => columns.find(({ names }) => names)?.names?.(item) ?? '',
    onOpen: onOpen ? open : undefined,
  })
  return (
    <FocusScope>
      <table className="table" aria-label={label} {...keys.ofTable}>
        <thead>
          <tr {...as.row}>
            {columns.map(({ id, title, titleUnseen, width }) => (
              <th
                key={id}
                className="table-head"
                {...(width !== undefined && { style: { inlineSize: width } })}
              >
                <span className={titleUnseen === true ? 'unseen' : undefined}>{title}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(item => (
            <TableRow
              key={item.id}
              item={item}
              columns={columns as readonly TableColumn<{ id: string }>[]}
              isCurrent={item.id === current}
              isStop={item.id === keys.stop}
              onOpen={onOpen ? (open as Open) : null}
            />
          ))}
          {items.length === 0 && empty !== undefined ? (
            <tr {...as.row}>
              <td {...as.cell} colSpan={columns.length}>
                <p className="muted">{empty}</p>
              </td>
            </tr>
          ) : null}
        </tbody>
      </table>
    </FocusScope>
  )
}

type Open = (item: { id: string }) => void

type TableRowProps = {
  item: { id: string }
  columns: readonly TableColumn<{ id: string }>[]
  isCurrent: boolean
  /** The Tab key comes to it. */
  isStop: boolean
  onOpen: Open | null
}

type Point = { x: number; y: number }

/** Words are selected by a pointer that moves. */
const isDrag = ({ clientX, clientY }: MouseEvent, from: Point): boolean =>
  Math.hypot(clientX - from.x, clientY - from.y) >= 4

/** A press on a control of a row, or in what that opened, is none on the row. */
const isOwn = (row: Element, target: EventTarget): boolean => {
  if (!(target instanceof Element) || !row.contains(target)) return false
  const control = target.closest('a, button, input, select, textarea, label, [role="link"]')
  return control === null || !row.contains(control)
}

const TableRow = memo(function TableRow(props: TableRowProps) {
  const { item, columns, isCurrent, isStop, onOpen } = props
  const name = useId()
  const down = useRef<Point | null>(null)
  // Made again for another item, and not where the focus comes and goes.
  const cells = useMemo(
    () =>
      columns.map(({ id, names, cell }) => (
        <td
          key={id}
          {...(names ? as.name : as.cell)}
          className="table-cell"
          {...(names && { id: name })}
        >
          {cell(item)}
        </td>
      )),
    [columns, item, name],
  )
  return (
    <tr
      {...as.row}
      className="table-row"
      aria-labelledby={columns.some(({ names }) => names) ? name : undefined}
      tabIndex={isStop ? 0 : -1}
      data-row={item.id}
      data-current={isCurrent || undefined}
      data-opens={onOpen !== null || undefined}
      {...(onOpen && {
        onPointerDown: ({ clientX: x, clientY: y }) => void (down.current = { x, y }),
        onClick: ({ currentTarget, target, nativeEvent }) => {
          // A screen reader presses without a pointer.
          const from = nativeEvent.detail === 0 ? null : down.current
          if (from && isDrag(nativeEvent, from)) return
          if (isOwn(currentTarget, target)) onOpen(item)
        },
      })}
    >
      {cells}
    </tr>
  )
})

/** The same function each time, which does what the last drawn table says. */
function useOpen<T>(onOpen: ((item: T) => void) | undefined): (item: T) => void {
  const now = useRef(onOpen)
  useEffect(() => void (now.current = onOpen), [onOpen])
  return useCallback(item => now.current?.(item), [])
}
