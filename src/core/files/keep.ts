// The text of a file with its changes kept as suggestions. The page is the text with all changes
// left out: words that would come or go are marked in it, and paragraphs that would come, go, be
// split or be joined wait beside it. Accepting all gives the text with all changes taken in.
import {
  cellPieces,
  isHeading,
  kindOf,
  type Flow,
  type FlowPicture,
  type ParagraphRole,
  type Piece,
  type Quoted,
  type Table,
} from '#document/flow'
import {
  broughtMark,
  type BroughtChange,
  type BroughtPlace,
  type BroughtRemark,
} from '#document/imports'
import { joinRuns } from '#document/tree'
import { longestWording } from '#document/review/comments'
import type { Run } from '#document/model'
import type { NewBlock } from '#document/blocks'
import { hasWords, keptLines, type Line } from './kept-lines.ts'
import { quotationOf } from './remarks.ts'
import { tidyKept } from './tidy-kept.ts'

export type KeptPage = {
  run(piece: Piece, inHeading: boolean): Run
  /** Its number among the blocks. `isRead`: a number that is typed in front of it may go. */
  put(block: NewBlock, isRead: boolean): number
  pageBreak(): void
  table(table: Table, runsOf: (flow: Flow) => Run[]): void
  picture(picture: FlowPicture): void
  length(): number
}

const isWhole = (piece: Piece): boolean => piece.inserted === null && piece.deleted === null
const isNew = (piece: Piece): boolean => piece.inserted !== null && piece.deleted === null

/** Suggestions that one paragraph may bring; more formats than that and it waits in the text. */
const mostLooks = 500
/** Paragraphs that one change names, so that thousands of new ones take no memory for each other. */
const mostBehind = 200

class Keeper {
  settled = 0
  private readonly page: KeptPage
  private readonly remarks: BroughtRemark[]
  private readonly file: string
  /** Paragraphs behind which a new one comes: the last that stays in any case, and those after it. */
  private chain: BroughtPlace[] = []
  private isCertain = false

  constructor(page: KeptPage, remarks: BroughtRemark[], file: string) {
    this.page = page
    this.remarks = remarks
    this.file = file
  }

  flow(flow: Flow): void {
    const { parts, settled } = keptLines(flow)
    this.settled += settled
    for (const part of parts) {
      if (part.is === 'lines') this.lines(part.lines)
      else {
        if (part.is === 'picture') this.page.picture(part)
        else this.page.table(part, cell => this.cellRuns(cell))
        this.stays(this.page.length() - 1)
      }
    }
  }

  private stays(block: number): void {
    if (block < 0) return
    this.chain = [{ block }]
    this.isCertain = true
  }

  private lines(lines: readonly Line[]): void {
    const tidied = tidyKept(lines)
    let group: Line[] = []
    let isJoined = false
    for (const [at, line] of lines.entries()) {
      group.push({ ...line, pieces: tidied[at] ?? [] })
      if (line.end === 'accepted') continue
      const by = isJoined ? (lines[at - group.length]?.by ?? null) : null
      const stays = this.group(group, by)
      isJoined = line.end === 'rejected' && stays
      group = []
    }
  }

  /** Lines that are one paragraph while nothing is taken in. Whether it stays in the text. */
  private group(group: readonly Line[], joinedBy: Quoted | null): boolean {
    const last = group.at(-1)
    if (!last) return joinedBy !== null
    if (group[0]?.beginsPage) this.beginPage()
    if (group.every(({ pieces }) => pieces.length === 0)) return joinedBy !== null
    const isBeforeLast = group.length > 1 && last.beginsPage
    const own = group.filter(line => hasWords('rejected', line))
    const others = group.filter(line => !own.includes(line))
    const isFree = joinedBy === null && (last.end === 'both' || last === own[0])
    const areNew =
      own.length <= 1 &&
      isFree &&
      others.every(line => line.pieces.length === 0 || this.isNewLine(line))
    if (!areNew) {
      if (isBeforeLast) this.beginPage()
      return this.inText(group, joinedBy)
    }
    for (const line of group) {
      if (line === last && isBeforeLast) this.beginPage()
      if (line === own[0]) this.alone(line, last)
      else if (line.pieces.length > 0) this.add(line, line.by ?? last.by)
    }
    return own.length > 0 && !this.goes(group)
  }

  private beginPage(): void {
    this.page.pageBreak()
    this.stays(this.page.length() - 1)
  }

  private goes(group: readonly Line[]): boolean {
    const [line] = group
    return group.length === 1 && line !== undefined && !hasWords('accepted', line)
  }

  /** All of it is new, and a suggestion beside the text can carry it. */
  private isNewLine({ pieces }: Line): boolean {
    const length = pieces.reduce((sum, { text }) => sum + text.length, 0)
    const isPlain = pieces.every(
      piece => isNew(piece) && piece.note === undefined && piece.comments.length === 0,
    )
    return isPlain && length <= longestWording && pieces.length <= mostLooks
  }

  /** The paragraph that stays, and the nearest of those after it. */
  private behind(): BroughtPlace[] {
    const [first, ...rest] = this.chain
    return first ? [first, ...rest.slice(1 - mostBehind)] : []
  }

  private add(line: Line, by: Quoted | null): void {
    const { page } = this
    const kind = kindOf(line.becomes ?? line.role)
    const plain = line.pieces.map(piece => ({ ...piece, inserted: null }))
    const runs = joinRuns(plain.map(piece => page.run(piece, isHeading(kind))))
    const direction = line.isMirrored ? ({ direction: 'rtl' } as const) : {}
    const author = line.pieces[0]?.inserted ?? by
    const behind = this.behind()
    const made = { kind, runs, ...direction }
    const isFirst = !this.isCertain
    this.chain.push({ remark: this.suggest(author, { what: 'add', behind, isFirst, made }) })
  }

  /** A paragraph by itself, which may come to be another kind, or go. */
  private alone(line: Line, last: Line): void {
    const becomes = line === last ? line.becomes : line.role
    const isGoing = line === last && !hasWords('accepted', line)
    const block = this.put([line], { role: last.role, becomes, isGoing })
    if (!isGoing) return this.stays(block)
    this.chain.push({ block })
    const by = line.pieces.find(({ deleted }) => deleted)?.deleted ?? null
    this.suggest(by, { what: 'remove', block })
  }

  /** The lines as one paragraph in the text, with the places where it would be split. */
  private inText(group: readonly Line[], joinedBy: Quoted | null): boolean {
    const last = group.at(-1)
    if (!last) return false
    const splits = group
      .slice(0, -1)
      .map(line =>
        this.suggest(line.by, { what: 'split', block: this.page.length(), as: kindOf(line.role) }),
      )
    const { becomes } = last
    const block = this.put(group, { role: last.role, becomes, isGoing: false, splits })
    const behind = this.behind()
    if (joinedBy) this.suggest(joinedBy, { what: 'join', block, behind })
    else this.stays(block)
    if (joinedBy) this.chain.push({ block })
    this.chain.push(...splits.map(remark => ({ remark })))
    return true
  }

  private put(group: readonly Line[], { role, becomes, isGoing, splits = [] }: Form): number {
    const { page } = this
    const kind = kindOf(role)
    this.near.clear()
    const runs = group.flatMap(({ pieces, role: own }, at) => {
      const split = splits[at - 1]
      const behind = split === undefined ? {} : { [broughtMark('split', split)]: 1 }
      return pieces.map(piece =>
        withMarks(page.run(piece, isHeading(kindOf(own))), {
          ...behind,
          ...this.marksOf(piece, isGoing),
        }),
      )
    })
    const [first] = group
    const other = becomes && kindOf(becomes) !== kind ? kindOf(becomes) : null
    const block: NewBlock = {
      kind,
      runs: joinRuns(runs),
      ...(group.at(-1)?.isMirrored && { direction: 'rtl' }),
      ...(other && { marks: { [broughtMark('kind', this.waits(first?.by ?? null))]: other } }),
    }
    const isPlain = group.length === 1 && first?.pieces[0] !== undefined && isWhole(first.pieces[0])
    return page.put(block, isPlain && other === null)
  }

  /** Changes of one author beside each other are one suggestion. */
  private readonly near = new Map<string, number>()

  private numberOf(by: Quoted): number {
    const name = `${by.at} ${by.author}`
    const known = this.near.get(name) ?? this.waits(by)
    this.near.set(name, known)
    return known
  }

  private marksOf(piece: Piece, isGoing: boolean): Record<string, unknown> {
    const { inserted, deleted } = piece
    if (isWhole(piece)) this.near.clear()
    return {
      ...(inserted && { [broughtMark('inserted', this.numberOf(inserted))]: 1 }),
      ...(deleted && !isGoing && { [broughtMark('struck', this.numberOf(deleted))]: 1 }),
    }
  }

  /** A suggestion whose words are in the text. */
  private waits(by: Quoted | null): number {
    return this.remarks.push({ is: 'suggestion', quoted: this.quoted(by) }) - 1
  }

  /** A suggestion about a whole paragraph. */
  private suggest(by: Quoted | null, change: BroughtChange): number {
    return this.remarks.push({ is: 'paragraph', quoted: this.quoted(by), change }) - 1
  }

  private quoted(by: Quoted | null) {
    return quotationOf(by ?? { author: '', at: null }, this.file)
  }

  /** The paragraphs of a cell in one, also those of a table within it. */
  private cellRuns(flow: Flow): Run[] {
    const line: Line = { ...plainLine, pieces: [...cellPieces(flow)] }
    const [pieces = []] = tidyKept([line])
    this.near.clear()
    return joinRuns(
      pieces.map(piece => withMarks(this.page.run(piece, false), this.marksOf(piece, false))),
    )
  }
}

type Form = {
  role: ParagraphRole
  becomes: ParagraphRole | null
  isGoing: boolean
  splits?: readonly number[]
}

const plainLine = {
  role: { kind: 'body' },
  becomes: null,
  isMirrored: false,
  beginsPage: false,
  didBeginPage: false,
  end: 'both',
  by: null,
} as const

const withMarks = (run: Run, more: Record<string, unknown>): Run => {
  const marks = { ...run.marks, ...more }
  return Object.keys(marks).length > 0 ? { ...run, marks } : run
}

/** Puts the text on the page, and its changes into `remarks`. Gives how many were taken in. */
export const keepChanges = (
  flow: Flow,
  page: KeptPage,
  { remarks, file }: { remarks: BroughtRemark[]; file: string },
): number => {
  const keeper = new Keeper(page, remarks, file)
  keeper.flow(flow)
  return keeper.settled
}
