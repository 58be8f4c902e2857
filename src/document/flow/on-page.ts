// The forms that parts of a flow take on the page, whose changes are settled.
import { cleanText } from '#document/imports'
import { isSafeLink, type BlockKind, type Cell, type Run } from '#document/model'
import { tableOfNames } from '#document/tables'
import { joinRuns } from '#document/tree'
import { pieceOf, type Flow, type ParagraphRole, type Piece, type Table } from './flow.ts'

export const kindOf = (role: ParagraphRole): BlockKind => {
  if (role.kind === 'title') return 'h1'
  if (role.kind === 'heading') return (['h1', 'h2', 'h3'] as const)[role.level - 1] ?? 'h4'
  if (role.kind === 'quote') return 'quote'
  if (role.kind === 'body') return 'paragraph'
  if (role.isNumbered) return (['num1', 'num2', 'num3'] as const)[role.level - 1] ?? 'num4'
  return (['bullet1', 'bullet2'] as const)[role.level - 1] ?? 'bullet3'
}

export const isHeading = (kind: BlockKind): boolean => /^h\d$/.test(kind)

/** A heading is set in its own weight, and a link in its own line. A link that is not safe is left out. */
export const runOf = ({ text, look }: Piece, inHeading: boolean): Run => {
  const { href, ...formats } = look
  if (inHeading) delete formats.bold
  if (href !== undefined) delete formats.underline
  return { ...formats, text, ...(isSafeLink(href) && { href }) }
}

/** Clean white space inside, none at either end. */
export const tidyRuns = (runs: readonly Run[], clean = cleanText): Run[] => {
  const joined = joinRuns(runs).map(run => ({ ...run, text: clean(run.text) }))
  let before = ' '
  for (const run of joined) {
    // Clean as well where two runs meet.
    const space = /[ \u00a0]$/.exec(before)?.[0] ?? ''
    if (space !== '') run.text = clean(space + run.text).slice(1)
    if (run.text !== '') before = run.text
  }
  for (const run of joined.toReversed()) {
    run.text = run.text.trimEnd()
    if (run.text !== '') break
  }
  return joinRuns(joined)
}

/** The paragraphs of a cell in one, also those of a table within it. */
export function* cellPieces(flow: Flow): Generator<Piece> {
  for (const each of flow) {
    if (each.is === 'paragraph') {
      const { endInserted: inserted, endDeleted: deleted } = each
      yield* each.pieces.map(piece => ({ ...piece, text: piece.text.replaceAll('\n', ' ') }))
      if (!inserted || !deleted) yield { ...pieceOf(' '), inserted, deleted }
    } else if (each.is === 'table')
      for (const { cells } of each.rows)
        for (const cell of cells) {
          yield* cellPieces(cell.flow)
          yield pieceOf(' ')
        }
  }
}

/** The places of a table with what stands in them; null where it is larger than one of ours. */
export const placesOf = (
  { rows }: Table,
  name: () => string,
): { cell: Cell; flow: Flow }[] | null => {
  const columns = rows.reduce(
    (most, { cells }) =>
      Math.max(
        most,
        cells.reduce((sum, cell) => sum + cell.columns, 0),
      ),
    0,
  )
  const head = rows[0]?.isHead ?? false
  const names = tableOfNames({ rows: rows.length, columns, head }, name)
  if (!names) return null
  const grid = rows.map(({ cells }) =>
    cells.flatMap(({ flow, columns }) =>
      Array.from({ length: columns }, (_, at) => (at === 0 ? flow : [])),
    ),
  )
  return names.map((cell, at) => ({
    cell,
    flow: grid[Math.floor(at / columns)]?.[at % columns] ?? [],
  }))
}
