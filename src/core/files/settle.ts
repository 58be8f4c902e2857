// Takes the changes of a flow in, or out. A paragraph whose end goes is one with the next: its words
// come first, and the role is that of the next, whose end stays.
import type { Flow, Paragraph, Piece, Quoted, TableRow } from '#document/flow'

export type Settling = 'accepted' | 'rejected'

type Changed = { inserted: Quoted | null; deleted: Quoted | null }

/** Text that was inserted and deleted again is in neither. */
const stays = ({ inserted, deleted }: Changed, as: Settling): boolean =>
  as === 'accepted' ? deleted === null : inserted === null

/** With the format that it has, or had. */
const settledPiece = ({ before, ...piece }: Piece, as: Settling): Piece => ({
  ...piece,
  look: as === 'rejected' && before ? before.look : piece.look,
  inserted: null,
  deleted: null,
})

/** As the paragraph presents itself, or did before. */
const presented = ({ before, ...paragraph }: Paragraph, as: Settling): Paragraph => {
  if (as === 'accepted' || !before) return paragraph
  const { role, isMirrored, beginsPage } = before
  return { ...paragraph, role, isMirrored, beginsPage }
}

const settledRow = (row: TableRow, as: Settling): TableRow => ({
  ...row,
  cells: row.cells.map(cell => ({ ...cell, flow: settled(cell.flow, as) })),
  inserted: null,
  deleted: null,
})

/** The flow as it is once every change in it is accepted, or rejected. */
export const settled = (flow: Flow, as: Settling): Flow => {
  const result: Flow = []
  let begun: Paragraph | null = null
  const finish = (): void => {
    if (begun && begun.pieces.length > 0) result.push(begun)
    begun = null
  }
  for (const each of flow) {
    if (each.is === 'table') {
      const rows = each.rows.filter(row => stays(row, as)).map(row => settledRow(row, as))
      // A table that goes leaves its neighbours together.
      if (rows.length === 0) continue
      finish()
      result.push({ is: 'table', rows })
      continue
    }
    if (each.is === 'picture') {
      if (!stays(each, as)) continue
      finish()
      result.push({ ...each, inserted: null, deleted: null })
      continue
    }
    const pieces = each.pieces
      .filter(piece => stays(piece, as))
      .map(piece => settledPiece(piece, as))
    const before: Piece[] = begun?.pieces ?? []
    const whole: Paragraph = {
      ...presented(each, as),
      pieces: [...before, ...pieces],
      endInserted: null,
      endDeleted: null,
    }
    const end = { inserted: each.endInserted, deleted: each.endDeleted }
    begun = null
    if (stays(end, as)) result.push(whole)
    else begun = whole
  }
  finish()
  return result
}
