// A flow whose changes are kept, as lines with their words and the changes of their ends. Changes
// that no suggestion can carry are taken in first and counted: those of line breaks, of lines beside
// them, of page breaks, and of whole rows, whose words keep theirs.
import type {
  Flow,
  FlowPicture,
  Paragraph,
  ParagraphRole,
  Piece,
  Quoted,
  Table,
} from '#document/flow'

/** How a line ends: in both texts, only in the accepted one, only in the rejected one. */
export type LineEnd = 'both' | 'accepted' | 'rejected'

export type Line = {
  role: ParagraphRole
  /** The role once all is accepted, where it is another one. */
  becomes: ParagraphRole | null
  isMirrored: boolean
  beginsPage: boolean
  /** The same in the rejected text. */
  didBeginPage: boolean
  pieces: Piece[]
  end: LineEnd
  /** The name beside the change of the end. */
  by: Quoted | null
}

export type KeptPart = { is: 'lines'; lines: Line[] } | Table | FlowPicture

export type Kept = { parts: KeptPart[]; settled: number }

const isHeading = ({ kind }: ParagraphRole): boolean => kind === 'title' || kind === 'heading'

/** Line breaks that count: a heading has none. */
const hasBreak = ({ role, pieces }: Paragraph): boolean =>
  !isHeading(role) && pieces.some(({ text }) => text.includes('\n'))

const isWord = ({ text, note }: Piece): boolean => text.trim() !== '' || note !== undefined
export const isRead = (as: 'accepted' | 'rejected', piece: Piece): boolean =>
  (as === 'accepted' ? piece.deleted : piece.inserted) === null
export const hasWords = (as: 'accepted' | 'rejected', { pieces }: Pick<Line, 'pieces'>): boolean =>
  pieces.some(piece => isWord(piece) && isRead(as, piece))

class Reading {
  readonly parts: KeptPart[] = []
  settled = 0
  private paragraphs: Paragraph[] = []

  flow(flow: Flow): void {
    for (const each of flow) {
      if (each.is === 'paragraph') this.paragraphs.push(each)
      else {
        this.finish()
        this.parts.push(...(each.is === 'table' ? [this.table(each)] : this.picture(each)))
      }
    }
    this.finish()
  }

  /** One that came or went did so: no suggestion carries a picture. */
  private picture(picture: FlowPicture): FlowPicture[] {
    if (picture.inserted || picture.deleted) this.settled++
    return picture.deleted ? [] : [picture]
  }

  private finish(): void {
    const lines = this.joined(this.paragraphs)
    if (lines.length > 0) this.parts.push({ is: 'lines', lines })
    this.paragraphs = []
  }

  /** Words of a row that comes or goes come or go; the row itself stays. */
  private table({ rows }: Table): Table {
    const changed = (piece: Piece, inserted: Quoted | null, deleted: Quoted | null): Piece => ({
      ...piece,
      inserted: piece.inserted ?? inserted,
      deleted: piece.deleted ?? deleted,
    })
    const within = (flow: Flow, inserted: Quoted | null, deleted: Quoted | null): Flow =>
      flow.map(each => {
        if (each.is === 'picture') return each
        if (each.is === 'paragraph')
          return { ...each, pieces: each.pieces.map(piece => changed(piece, inserted, deleted)) }
        const rows = each.rows.map(row => ({
          ...row,
          cells: row.cells.map(cell => ({ ...cell, flow: within(cell.flow, inserted, deleted) })),
        }))
        return { ...each, rows }
      })
    return {
      is: 'table',
      rows: rows.map(({ inserted, deleted, ...row }) => {
        if (inserted || deleted) this.settled++
        const cells = row.cells.map(cell => ({
          ...cell,
          flow: within(cell.flow, inserted, deleted),
        }))
        return { ...row, cells, inserted: null, deleted: null }
      }),
    }
  }

  private endOf(at: number, all: readonly Paragraph[]): LineEnd | 'none' {
    const [own, next] = [all[at], all[at + 1]]
    if (!own || !next) return 'both'
    const { endInserted, endDeleted } = own
    if (endInserted && endDeleted) return 'none'
    if (!endInserted && !endDeleted) return 'both'
    if (!hasBreak(own) && !hasBreak(next)) return endInserted ? 'accepted' : 'rejected'
    this.settled++
    return endInserted ? 'both' : 'none'
  }

  /** A paragraph whose end is in neither text is one with the next. */
  private joined(all: readonly Paragraph[]): Line[] {
    const lines: Line[] = []
    let before: Piece[] = []
    for (const [at, paragraph] of all.entries()) {
      const end = this.endOf(at, all)
      const pieces = [...before, ...paragraph.pieces]
      before = []
      if (end === 'none') {
        before = pieces
        continue
      }
      const by = end === 'both' ? null : (paragraph.endInserted ?? paragraph.endDeleted)
      const { role, isMirrored, beginsPage, before: earlier } = paragraph
      const { beginsPage: didBeginPage } = earlier ?? paragraph
      const line: Line = {
        ...{ role, becomes: null, isMirrored, beginsPage, didBeginPage, pieces, end, by },
      }
      lines.push(...(isHeading(role) ? [line] : this.cut(line)))
    }
    return this.pages(this.withWords(wentFirst(lines)))
  }

  /** Cuts at line breaks. One that was changed is taken in. */
  private cut(line: Line): Line[] {
    const lines: Piece[][] = [[]]
    for (const piece of line.pieces) {
      const isChanged = piece.inserted !== null || piece.deleted !== null
      if (isChanged && piece.text.includes('\n')) this.settled++
      const whole = piece.deleted ? piece.text.replaceAll('\n', ' ') : piece.text
      for (const [at, text] of whole.split('\n').entries()) {
        if (at > 0) lines.push([])
        if (text !== '') lines.at(-1)?.push({ ...piece, text })
      }
    }
    const first = Math.max(
      0,
      lines.findIndex(pieces => pieces.some(isWord)),
    )
    const rest: ParagraphRole = line.role.kind === 'quote' ? line.role : { kind: 'body' }
    return lines.map((pieces, at) => ({
      ...line,
      role: at <= first ? line.role : rest,
      beginsPage: line.beginsPage && at === 0,
      didBeginPage: line.didBeginPage && at === 0,
      pieces,
      end: at === lines.length - 1 ? line.end : 'both',
      by: at === lines.length - 1 ? line.by : null,
    }))
  }

  /**
   * Without lines that have no words where their end is changed, or that of the line before: their
   * words lie in the line before or after, which ends as both did.
   */
  private withWords(lines: readonly Line[]): Line[] {
    const kept: Line[] = []
    let before: Piece[] = []
    for (const [at, given] of lines.entries()) {
      const line = { ...given, pieces: [...before, ...given.pieces] }
      before = []
      const last = kept.at(-1)
      if (at < lines.length - 1 && this.goesOn(line, last)) before = line.pieces
      else if (!last || !isTakenBy(line, last)) kept.push(line)
    }
    return kept
  }

  /** Whether a line without words is one with the next. */
  private goesOn(line: Line, last: Line | undefined): boolean {
    if (hasWords('accepted', line) || line.end === 'both') return false
    if (last?.end === 'accepted') {
      // The line before it ends in both texts once this one is empty.
      if (line.end === 'rejected') this.settled++
      return true
    }
    if (line.end === 'accepted') {
      if (last?.end === 'rejected') ends(last, line.role)
      return true
    }
    return !hasWords('rejected', line)
  }

  /** A page break stays where both texts have it: at the same line, or before all that came and went beside it. */
  private pages(lines: Line[]): Line[] {
    for (const run of runsOf(lines)) {
      if (run.length === 1) continue
      const breaks = run.filter(({ beginsPage }) => beginsPage).length
      const at = breakIn(run)
      for (const [place, line] of run.entries()) line.beginsPage = place === at
      if (breaks > 0 && at < 0) this.settled++
    }
    return lines
  }
}

/** A whole paragraph that is in one of the texts alone, with its end. */
const isOnlyIn = (as: 'accepted' | 'rejected', line: Line): boolean =>
  line.end === as && !hasWords(as === 'accepted' ? 'rejected' : 'accepted', line)

/** Whole paragraphs that went, before whole ones that came beside them: neither text sees the other ones. */
const wentFirst = (lines: readonly Line[]): Line[] => {
  const sorted: Line[] = []
  let came: Line[] = []
  for (const line of lines) {
    if (isOnlyIn('accepted', line)) came.push(line)
    else if (isOnlyIn('rejected', line)) sorted.push(line)
    else {
      for (const each of came) sorted.push(each)
      came = []
      sorted.push(line)
    }
  }
  return [...sorted, ...came]
}

/** Lines up to one that ends in both texts. */
const runsOf = (lines: readonly Line[]): Line[][] => {
  const runs: Line[][] = []
  let run: Line[] = []
  for (const line of lines) {
    run.push(line)
    if (line.end !== 'both') continue
    runs.push(run)
    run = []
  }
  return run.length > 0 ? [...runs, run] : runs
}

/** Where both texts have a page break in a run in which whole paragraphs came and went; -1 for nowhere. */
const breakIn = (run: readonly Line[]): number => {
  const areWhole = run
    .slice(0, -1)
    .every(line => isOnlyIn('accepted', line) || isOnlyIn('rejected', line))
  if (!areWhole) return -1
  const first = (end: LineEnd): Line | undefined =>
    run.find(line => line.end === end || line === run.at(-1))
  if (first('accepted')?.beginsPage && first('rejected')?.didBeginPage) return 0
  const last = run.at(-1)
  return last?.beginsPage && last.didBeginPage ? run.length - 1 : -1
}

/** A line ends in both texts, as `role` in the accepted one. */
const ends = (line: Line, role: ParagraphRole): void => {
  line.end = 'both'
  line.by = null
  line.becomes = sameRole(line.role, role) ? null : role
}

const sameRole = (a: ParagraphRole, b: ParagraphRole): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** Whether a line without words, whose end stays, is one with the line before. */
const isTakenBy = (line: Line, last: Line): boolean => {
  if (line.end !== 'both' || last.end === 'both' || hasWords('accepted', line)) return false
  if (last.end === 'rejected' && hasWords('rejected', line)) return false
  last.pieces.push(...line.pieces)
  if (last.end === 'rejected') ends(last, line.role)
  else {
    const { role } = last
    last.role = line.role
    ends(last, role)
  }
  return true
}

export const keptLines = (flow: Flow): Kept => {
  const reading = new Reading()
  reading.flow(flow)
  return { parts: reading.parts, settled: reading.settled }
}
