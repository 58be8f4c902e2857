// From the flow of a word processor's file to blocks, once its changes are settled. Words stay, in
// their order; what the page has no place for is counted.
import {
  cellPieces,
  isHeading,
  kindOf,
  placesOf,
  runOf,
  tidyRuns,
  type Flow,
  type FlowPicture,
  type Foreign,
  type Paragraph,
  type Piece,
  type Table,
} from '#document/flow'
import { alternativeFrom, type Note, type Run } from '#document/model'
import {
  broughtMark,
  cleanText,
  hasNoise,
  mustBeFew,
  typedNumbers,
  withoutTypedNumber,
  type BroughtRemark,
  type Imported,
  type ImportNote,
  type Marked,
} from '#document/imports'
import { countedNames } from '#document/tables'
import type { NewBlock } from '#document/blocks'
import type { DocumentKind, FilePerson, ImportChanges, ImportComments } from '#shared/contract'
import { findingsIn, peopleIn, type Finding } from './findings.ts'
import { withCaptions } from './captions.ts'
import { keepChanges, type KeptPage } from './keep.ts'
import { commentsOf, type BroughtComments } from './remarks.ts'
import { settled, type Settling } from './settle.ts'
import { longestTitle, withHeadingAsTitle } from './title.ts'

/** Splits pieces at line breaks. */
const linesOf = (pieces: readonly Piece[]): Piece[][] => {
  const lines: Piece[][] = [[]]
  for (const piece of pieces) {
    for (const [at, text] of piece.text.split('\n').entries()) {
      if (at > 0) lines.push([])
      if (text !== '') lines.at(-1)?.push({ ...piece, text })
    }
  }
  return lines
}

const plainWords = (flow: Flow): string =>
  flow
    .map(each => {
      if (each.is === 'picture') return ''
      return each.is === 'paragraph'
        ? each.pieces.map(({ text }) => text).join('')
        : each.rows.flatMap(({ cells }) => cells.map(cell => plainWords(cell.flow))).join(' ')
    })
    .join(' ')

/** `file`: its name, which is named beside each author. */
export type Wanted = {
  as: ImportChanges
  comments: ImportComments
  kind: DocumentKind
  file: string
}

/** Notes have no suggestions. */
const settlingOf = (as: ImportChanges): Settling => (as === 'suggestions' ? 'accepted' : as)

const headingsIn = (flow: Flow): Marked[] =>
  flow.flatMap(each => {
    if (each.is !== 'paragraph') return []
    const [kind, text] = [kindOf(each.role), cleanText(plainWords([each])).trim()]
    return isHeading(kind) && text !== '' ? [{ kind, text }] : []
  })

class Writer {
  readonly blocks: NewBlock[] = []
  readonly notes: Note[] = []
  readonly losses = new Set<ImportNote>()
  readonly figures: FigureOfFile[] = []
  private runs = 0
  private readonly name = countedNames()
  private readonly numbers: ReturnType<typeof typedNumbers>
  private readonly foreign: Foreign
  private readonly as: ImportChanges
  private readonly comments: BroughtComments

  constructor(foreign: Foreign, comments: BroughtComments, { as, kind }: Wanted) {
    this.foreign = foreign
    this.as = as
    this.comments = comments
    this.numbers = typedNumbers(kind, headingsIn(settled(foreign.flow, settlingOf(as))))
  }

  flow(flow: Flow): void {
    for (const each of flow) {
      if (each.is === 'table') this.table(each)
      else if (each.is === 'picture') this.picture(each)
      else this.paragraph(each)
    }
  }

  /** The text with its changes kept. Gives how many could not be. */
  keep(flow: Flow, remarks: BroughtRemark[], file: string): number {
    const page: KeptPage = {
      run: (piece, inHeading) => this.run(piece, inHeading),
      put: (block, isRead) => {
        if (!isRead) this.numbers.passed(block.kind)
        this.add(isRead ? withoutTypedNumber(block, this.numbers) : block)
        return this.blocks.length - 1
      },
      pageBreak: () => this.pageBreak(),
      table: (table, runsOf) => this.table(table, runsOf),
      picture: picture => this.picture(picture),
      length: () => this.blocks.length,
    }
    return keepChanges(flow, page, { remarks, file })
  }

  private pageBreak(): void {
    if (this.blocks.length > 0 && this.blocks.at(-1)?.kind !== 'pagebreak')
      this.blocks.push({ kind: 'pagebreak', runs: [] })
  }

  private paragraph({ role, pieces, isMirrored, beginsPage }: Paragraph): void {
    const kind = kindOf(role)
    const lines = isHeading(kind) ? [pieces] : linesOf(pieces)
    if (beginsPage) this.pageBreak()
    let isFirst = true
    for (const line of lines) {
      const runs = tidyRuns(line.map(piece => this.run(piece, isHeading(kind))))
      if (runs.length === 0) continue
      const direction = isMirrored ? ({ direction: 'rtl' } as const) : {}
      // A second line of an item has no number of its own.
      const own = isFirst || kind === 'quote' ? kind : 'paragraph'
      this.add(withoutTypedNumber({ kind: own, runs, ...direction }, this.numbers))
      isFirst = false
    }
  }

  private picture({ part, alternative, caption }: FlowPicture): void {
    const said = alternativeFrom(alternative)
    this.figures.push({ block: this.blocks.length, part })
    this.add({
      kind: 'figure',
      runs: tidyRuns(caption.map(piece => this.run(piece, false))),
      ...(said !== '' && { alternative: said }),
    })
  }

  private run(piece: Piece, inHeading: boolean): Run {
    const { text, note } = piece
    const run = runOf(piece, inHeading)
    if (run.href !== piece.look.href) this.losses.add('links-dropped')
    const marks = this.marks(piece.comments)
    if (note !== undefined) return { text, ...this.note(note), ...marks }
    if (hasNoise(text)) this.losses.add('noise-removed')
    return { ...run, ...marks }
  }

  private marks(comments: readonly string[]): Pick<Run, 'marks'> {
    const numbers = comments.flatMap(id => this.comments.numberOf(id) ?? [])
    if (numbers.length === 0) return {}
    return { marks: Object.fromEntries(numbers.map(at => [broughtMark('comment', at), 1])) }
  }

  /** Notes that are cited twice have their words twice. */
  private note(name: string): Pick<Run, 'note'> {
    const id = this.name()
    const flow = settled(this.foreign.notes.get(name) ?? [], settlingOf(this.as))
    this.notes.push({ id, text: cleanText(plainWords(flow)).trim() })
    return { note: id }
  }

  typedNumbers(): { renamed: number; kept: number } {
    return this.numbers.inHeadings()
  }

  private table(table: Table, runsOf: (flow: Flow) => Run[] = flow => this.cellRuns(flow)): void {
    const places = placesOf(table, this.name)
    for (const { cell, flow } of places ?? [])
      this.add({ kind: 'paragraph', runs: runsOf(flow), cell })
    if (!places) for (const { cells } of table.rows) for (const { flow } of cells) this.flow(flow)
  }

  private cellRuns(flow: Flow): Run[] {
    return tidyRuns([...cellPieces(flow)].map(piece => this.run(piece, false)))
  }

  private add(block: NewBlock): void {
    this.blocks.push(block)
    this.runs += block.runs.length
    mustBeFew('blocks', this.blocks.length)
    mustBeFew('runs', this.runs)
  }
}

/** A figure among the blocks, whose picture is still to be drawn. */
export type FigureOfFile = { block: number; part: string }

export type ImportedFlow = Imported & {
  figures: FigureOfFile[]
  /** The bytes of their pictures, as the file has them, by the names of their parts. */
  pictures: ReadonlyMap<string, Uint8Array>
  footnotes: Note[]
  findings: Finding[]
  people: FilePerson[]
  remarks: BroughtRemark[]
}

/** Failure `file-too-large`. */
export const blocksOf = (read: Foreign, wanted: Wanted): ImportedFlow => {
  const foreign = withHeadingAsTitle(read)
  const comments = commentsOf(wanted.comments === 'threads' ? foreign.comments : [], wanted.file)
  const writer = new Writer(foreign, comments, wanted)
  const remarks: BroughtRemark[] = [...comments.remarks]
  let taken = 0
  const flow = withCaptions(foreign.flow)
  if (wanted.as === 'suggestions') taken = writer.keep(flow, remarks, wanted.file)
  else writer.flow(settled(flow, wanted.as))
  mustBeFew('remarks', remarks.length)
  const { blocks, notes, losses, figures } = writer
  const shown = new Set(figures.map(({ part }) => part))
  if (foreign.isTidied) losses.add('noise-removed')
  const [first] = blocks
  return {
    blocks: first ? blocks : [{ kind: 'paragraph', runs: [] }],
    figures,
    pictures: new Map([...foreign.pictures].filter(([part]) => shown.has(part))),
    footnotes: notes,
    notes: [...losses],
    title: foreign.title === null ? null : cleanText(foreign.title).slice(0, longestTitle),
    findings: findingsIn(foreign, wanted, { taken, numbers: writer.typedNumbers() }),
    people: peopleIn(foreign),
    remarks,
  }
}
