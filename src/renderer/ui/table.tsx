// Rows of like things. Arrow keys move, Enter opens a row, and controls inside a row are reached
// with the arrow keys as well.
import type { ReactNode } from 'react'
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
  /** The cell that names its row. */
  names?: boolean
  /** CSS width; the naming column takes the rest. */
  width?: string
  cell: (item: T) => ReactNode
}

export type TableProps<T> = {
  label: string
  columns: TableColumn<T>[]
  items: T[]
  idOf: (item: T) => string
  /** The row as text, for typing ahead and for readers. */
  textOf: (item: T) => string
  onOpen?: (item: T) => void
  /** Marks one row as the current one. */
  current?: string | undefined
  empty?: ReactNode
}

export function Table<T>(props: TableProps<T>) {
  const { label, columns, items, idOf, textOf, onOpen, current, empty } = props
  return (
    <AriaTable
      className="table"
      aria-label={label}
      {...(onOpen
        ? {
            onRowAction: (key: string | number) => {
              const item = items.find(each => idOf(each) === key)
              if (item) onOpen(item)
            },
          }
        : {})}
    >
      <TableHeader>
        {columns.map(column => (
          <Column
            key={column.id}
            id={column.id}
            isRowHeader={column.names ?? false}
            className="table-head"
            {...(column.width === undefined ? {} : { style: { inlineSize: column.width } })}
          >
            <span className={column.titleUnseen === true ? 'unseen' : undefined}>
              {column.title}
            </span>
          </Column>
        ))}
      </TableHeader>
      <TableBody {...(empty === undefined ? {} : { renderEmptyState: () => empty })}>
        {items.map(item => (
          <Row
            key={idOf(item)}
            id={idOf(item)}
            textValue={textOf(item)}
            className="table-row"
            data-current={idOf(item) === current || undefined}
          >
            {columns.map(column => (
              <Cell key={column.id} className="table-cell">
                {column.cell(item)}
              </Cell>
            ))}
          </Row>
        ))}
      </TableBody>
    </AriaTable>
  )
}
