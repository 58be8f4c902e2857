// Rows of like things. Arrow keys move, Enter opens a row, and controls inside a row are reached
// with the arrow keys as well.
//
// The library makes the rows twice: once in a hidden tree that tells it what there is, and then in the page. It keeps
// both for as long as nothing was handed to it again, so nothing that has not changed is handed to it.
import {
  createContext,
  memo,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import {
  Cell,
  Column,
  Row,
  Table as AriaTable,
  TableBody,
  TableHeader,
} from 'react-aria-components/Table'
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

/** The body comes past the frame, which is not drawn again for it. */
const BodyContext = createContext<ReactNode>(null)
const Body = (): ReactNode => useContext(BodyContext)

export function Table<T extends { id: string }>(props: TableProps<T>) {
  const { label, columns, onOpen, current, empty } = props
  const items = useSameItems(props.items)
  const open = useOpen(items, onOpen)
  const body = useMemo(
    () => (
      <TableBody
        items={items}
        dependencies={[columns, current]}
        {...(empty === undefined
          ? {}
          : { renderEmptyState: () => <p className="muted">{empty}</p> })}
      >
        {item => rowOf(item, columns, current)}
      </TableBody>
    ),
    [items, columns, current, empty],
  )
  return (
    <BodyContext value={body}>
      <Frame label={label} columns={columns} onRowAction={onOpen ? open : undefined} />
    </BodyContext>
  )
}

type FrameProps = {
  label: string
  columns: readonly Omit<TableColumn<never>, 'cell'>[]
  onRowAction: ((id: string | number) => void) | undefined
}

const Frame = memo(function Frame({ label, columns, onRowAction }: FrameProps) {
  return (
    <AriaTable className="table" aria-label={label} {...(onRowAction && { onRowAction })}>
      <TableHeader columns={columns}>
        {({ id, title, titleUnseen, names, width }) => (
          <Column
            id={id}
            isRowHeader={names !== undefined}
            className="table-head"
            {...(width !== undefined && { style: { inlineSize: width } })}
          >
            <span className={titleUnseen === true ? 'unseen' : undefined}>{title}</span>
          </Column>
        )}
      </TableHeader>
      <Body />
    </AriaTable>
  )
})

function rowOf<T extends { id: string }>(
  item: T,
  columns: readonly TableColumn<T>[],
  current: string | undefined,
) {
  const { id } = item
  const text = columns.find(({ names }) => names)?.names?.(item) ?? ''
  return (
    <Row id={id} textValue={text} className="table-row" data-current={id === current || undefined}>
      {columns.map(column => (
        <Cell key={column.id} className="table-cell">
          {column.cell(item)}
        </Cell>
      ))}
    </Row>
  )
}

/** The array of last time while its items are the same objects in the same order. */
function useSameItems<T>(items: readonly T[]): readonly T[] {
  const [kept, setKept] = useState(items)
  const isSame = kept.length === items.length && kept.every((item, at) => item === items[at])
  if (!isSame) setKept(items)
  return isSame ? kept : items
}

/** The same function each time, which opens what the last drawn row says. */
function useOpen<T extends { id: string }>(
  items: readonly T[],
  onOpen: ((item: T) => void) | undefined,
): (id: string | number) => void {
  const now = useRef({ items, onOpen })
  useEffect(() => void (now.current = { items, onOpen }), [items, onOpen])
  return useCallback(id => {
    const item = now.current.items.find(each => each.id === id)
    if (item) now.current.onOpen?.(item)
  }, [])
}
