// Tracked changes of an OpenDocument text. They stand before the text: an insertion names its
// author, a deletion holds what it took out too. OpenDocument 1.4 part 3, 5.5.
import type { Flow, FlowPicture, Paragraph, Piece, Presented, Quoted, Table } from '#document/flow'
import { childOf, type XmlElement } from '../xml.ts'

export type Region = {
  inserted: Quoted | null
  deleted: Quoted | null
  /** The words that were taken out. */
  flow: Flow
}

/** Programs write the beginning of 1970 where no time is known. */
const timeIn = (information: XmlElement): string | null => {
  const time = childOf(information, 'dc:date')?.text
  return time === undefined || time.startsWith('1970-01-01T00:00:00') ? null : time
}

export const quotedIn = (information: XmlElement): Quoted => ({
  author: childOf(information, 'dc:creator')?.text ?? '',
  at: timeIn(information),
  ...(childOf(information, 'loext:move-id') && { isMove: true }),
})

/** Words in a deletion within this one keep the author of that one. */
const takenOut = (piece: Piece, { inserted, deleted }: Region): Piece => ({
  ...piece,
  inserted: inserted ?? piece.inserted,
  deleted: piece.deleted ?? deleted,
})

const tableOut = (table: Table, { inserted, deleted }: Region): Table => ({
  is: 'table',
  rows: table.rows.map(row => ({
    ...row,
    inserted: inserted ?? row.inserted,
    deleted: row.deleted ?? deleted,
  })),
})

const presented = ({ role, isMirrored, beginsPage }: Paragraph): Presented => ({
  role,
  isMirrored,
  beginsPage,
})

/** Takes the pictures out of what was deleted: they come back behind it. */
export const picturesOut = (region: Region): FlowPicture[] => {
  const { flow, inserted, deleted } = region
  region.flow = flow.filter(({ is }) => is !== 'picture')
  return flow.flatMap(each =>
    each.is === 'picture'
      ? [{ ...each, inserted: inserted ?? each.inserted, deleted: each.deleted ?? deleted }]
      : [],
  )
}

/** A deletion between paragraphs took out whole ones. */
export const wholeOnes = (region: Region): Flow =>
  region.flow.map(each => {
    if (each.is === 'picture') return each
    if (each.is === 'table') return tableOut(each, region)
    const pieces = each.pieces.map(piece => takenOut(piece, region))
    const endDeleted = each.endDeleted ?? region.deleted
    return { ...each, pieces, endInserted: region.inserted, endDeleted }
  })

/**
 * Puts a deletion back at its place in a paragraph: the end of one in `flow`, and the paragraph that
 * goes on. Each paragraph of it but the last lost its end.
 */
export const putBack = (region: Region, open: Paragraph, flow: Flow): Paragraph => {
  const last = region.flow.length - 1
  const [first] = region.flow
  // Nothing that stays is in front of it, so its first paragraph presents itself as it did.
  const isFirst = last > 0 && open.pieces.every(({ deleted }) => deleted !== null)
  const rest = isFirst ? presented(open) : { ...presented(open), beginsPage: false }
  let current = isFirst && first?.is === 'paragraph' ? { ...open, ...presented(first) } : open
  const goOn = (as: Presented, endDeleted = region.deleted): void => {
    flow.push({ ...current, endInserted: region.inserted, endDeleted })
    current = { ...open, ...as, pieces: [] }
  }
  for (const [at, each] of region.flow.entries()) {
    const next = region.flow[at + 1]
    const after = next?.is === 'paragraph' && at + 1 < last ? presented(next) : rest
    if (each.is === 'table') {
      if (current.pieces.length > 0) goOn(after)
      else current = { ...current, ...after }
      flow.push(tableOut(each, region))
      continue
    }
    if (each.is === 'picture') continue
    current.pieces.push(...each.pieces.map(piece => takenOut(piece, region)))
    if (at < last) goOn(after, each.endDeleted ?? region.deleted)
  }
  return current
}
