// A table of the text as a Word table: even columns, the header row repeated on each page.
import { type Paragraph, Table, TableCell, TableLayoutType, TableRow, WidthType } from 'docx'

export type WordRow = { isHead: boolean; cells: Paragraph[][] }

/** Twentieths of a point, of an A4 page within margins of an inch. */
const textWidth = 9026

/** `empty` makes the content of a cell without words: Word needs a paragraph in each. */
export const wordTable = (
  rows: readonly WordRow[],
  { isMirrored, empty }: { isMirrored: boolean; empty: () => Paragraph },
): Table => {
  const count = Math.max(1, ...rows.map(({ cells }) => cells.length))
  const width = Math.floor(textWidth / count)
  return new Table({
    columnWidths: Array.from({ length: count }, () => width),
    layout: TableLayoutType.FIXED,
    ...(isMirrored && { visuallyRightToLeft: true }),
    rows: rows.map(
      ({ isHead, cells }) =>
        new TableRow({
          ...(isHead && { tableHeader: true, cantSplit: true }),
          children: cells.map(
            children =>
              new TableCell({
                children: children.length > 0 ? children : [empty()],
                width: { size: width, type: WidthType.DXA },
                margins: { top: 60, bottom: 60, left: 100, right: 100 },
              }),
          ),
        }),
    ),
  })
}
