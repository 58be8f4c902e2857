// A table of a text that is only read, in the direction of its words.
import type { ReactNode } from 'react'
import './cell-table.css'

export type CellTableProps<C> = {
  rows: readonly { head: boolean; cells: readonly (readonly C[])[] }[]
  /** An empty header cell heads nothing. */
  hasWords: (cell: C) => boolean
  /** One cell; two where members put one there apart. */
  children: (cell: C) => ReactNode
}

export function CellTable<C>({ rows, hasWords, children }: CellTableProps<C>) {
  return (
    <table className="cell-table">
      <tbody>
        {rows.map(({ head, cells }, row) => (
          <tr key={row} data-head={head || undefined}>
            {cells.map((own, column) => {
              const words = own.map((each, at) => <div key={at}>{children(each)}</div>)
              return head && own.some(hasWords) ? (
                <th key={column} scope="col">
                  {words}
                </th>
              ) : (
                <td key={column}>{words}</td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
