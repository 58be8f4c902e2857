// The content of a file that shows how an earlier text became this one. Both texts are rows of
// words, ends of paragraphs and tables. Words that the history of the text joins stay; between two of
// them the file first has what went, and then what came. So the file is the earlier text once all
// changes are rejected, and this one once all are accepted, whatever the history says.
import type { MemberId } from '#shared/ids'
import { longestRise } from '#document/words'
import type { RedlineWord, WordPlace } from '#document/history/compare'
import type { Run } from '#document/model'
import type { Since } from '../sheet.ts'
import { ContentBuilder } from './content-builder.ts'
import { isTable, type Line, type LinePart, type Row, type TableOfLines } from './lines.ts'
import { lookName } from './look.ts'
import { wholePart, type Change, type FileParagraph, type FilePart, type FileRow } from './parts.ts'
import { pinsBetween } from './pins.ts'
import { tokensOf, type Piece, type Token } from './tokens.ts'
import { presentAlike, type Item, type Version } from './version.ts'

type Pair<T> = { was: T; is: T }

const placeName = ({ index, from, to }: WordPlace): string => `${index} ${from} ${to}`

/** Pairs that are in the order of both rows; `at`: their places in the earlier one. */
const rising = <T extends { at: number }>(pairs: readonly T[]): T[] => {
  const rise = longestRise(pairs.map(({ at }) => at))
  return pairs.filter((_, at) => rise.has(at))
}

const columnsOf = ({ rows }: TableOfLines): string =>
  (rows[0]?.cells ?? [])
    .map((_, at) => rows.flatMap(({ cells }) => cells[at] ?? [])[0]?.block.cell?.column ?? '')
    .join()

/** Words and looks, without what only this file knows. */
const saidIn = (items: readonly Item[]): string =>
  JSON.stringify(items, (key, value: unknown) =>
    ['place', 'remarks', 'reads', 'meeting', 'id', 'number'].includes(key) ? undefined : value,
  )

class Merger {
  private readonly was: Version
  private readonly is: Version
  private readonly since: Since
  private readonly words: Pair<Map<string, RedlineWord>>
  /** Lines of either text that stand elsewhere in the other, with the number of the move. */
  private readonly moves = new Map<Line, number>()
  private readonly makers = new Map<Line, readonly MemberId[]>()

  constructor(was: Version, is: Version, since: Since) {
    this.was = was
    this.is = is
    this.since = since
    const byPlace = (version: 'was' | 'is'): Map<string, RedlineWord> =>
      new Map(
        since.redline.words.flatMap(word => {
          const place = word[version]
          return place ? [[placeName(place), word]] : []
        }),
      )
    this.words = { was: byPlace('was'), is: byPlace('is') }
  }

  all(): FilePart[] {
    const { was, is } = this
    this.findMoves()
    return this.parts(was.parts, is.parts)
  }

  private isSame(was: Line, is: Line): boolean {
    return this.since.redline.same.get(is.index) === was.index && was.isPicture === is.isPicture
  }

  /** Paragraphs and tables that stay where they are, in the order of both rows. */
  private staying(old: readonly LinePart[], now: readonly LinePart[]) {
    const lines = new Map<string, number>()
    const tables = new Map<string, number>()
    for (const [at, part] of old.entries())
      if (isTable(part)) tables.set(part.name, at)
      else lines.set(`${part.index} ${part.isPicture}`, at)
    return rising(
      now.flatMap((is, place) => {
        const index = isTable(is) ? undefined : this.since.redline.same.get(is.index)
        const at = isTable(is) ? tables.get(is.name) : lines.get(`${index} ${is.isPicture}`)
        const was = at === undefined ? undefined : old[at]
        if (at === undefined || !was) return []
        const isHere = isTable(is)
          ? isTable(was) && this.haveOneShape(was, is)
          : !this.since.redline.moved.has(is.index)
        return isHere ? [{ at, place, was, is }] : []
      }),
    )
  }

  private haveOneShape(was: TableOfLines, is: TableOfLines): boolean {
    const heads = [was, is].map(({ rows }) => rows[0]?.isHead ?? false)
    return columnsOf(was) === columnsOf(is) && heads[0] === heads[1]
  }

  private findMoves(): void {
    const { was, is, moves } = this
    const stays = new Set(this.staying(was.parts, is.parts).map(each => each.is))
    let count = 0
    for (const part of is.parts) {
      if (isTable(part) || stays.has(part)) continue
      const before = was.parts.find(
        (each): each is Line => !isTable(each) && this.isSame(each, part),
      )
      if (!before) continue
      const by = this.since.redline.makers.get(part.index) ?? []
      count++
      for (const line of [before, part]) {
        moves.set(line, count)
        this.makers.set(line, by)
      }
    }
  }

  /** Unchanged parts and tables stand by themselves; the rest is compared between them. */
  private parts(old: readonly LinePart[], now: readonly LinePart[]): FilePart[] {
    const found: FilePart[] = []
    const stays = this.staying(old, now)
    const lines = new Map<Line, Line>()
    for (const { was, is } of stays) if (!isTable(was) && !isTable(is)) lines.set(is, was)
    let [x, y] = [0, 0]
    const stretch = (to: number, until: number): void => {
      const [before, after] = [old.slice(x, to), now.slice(y, until)]
      if (before.length + after.length > 0) found.push(...this.stretch(before, after, lines))
    }
    for (const { at, place, was, is } of stays) {
      const isOne = isTable(is) || (!isTable(was) && this.areAlike(was, is))
      if (!isOne) continue
      stretch(at, place)
      if (isTable(was) && isTable(is)) found.push({ rows: this.rows(was.rows, is.rows) })
      else found.push(wholePart(this.is, is))
      ;[x, y] = [at + 1, place + 1]
    }
    stretch(old.length, now.length)
    return found
  }

  private areAlike(was: Line, is: Line): boolean {
    const { was: earlier, is: later } = this
    return (
      presentAlike(earlier.presentedAs(was), later.presentedAs(is)) &&
      saidIn(earlier.itemsOf(was)) === saidIn(later.itemsOf(is))
    )
  }

  private rows(old: readonly Row[], now: readonly Row[]): FileRow[] {
    const names = new Map(old.map(({ name }, at) => [name, at]))
    const stays = rising(
      now.flatMap((is, place) => {
        const at = names.get(is.name)
        const was = at === undefined ? undefined : old[at]
        // A header that is none any more is set in another weight, too.
        const isHere = was?.isHead === is.isHead
        return at !== undefined && was && isHere ? [{ at, place, was, is }] : []
      }),
    )
    const rows: FileRow[] = []
    const whole = (version: Version, all: readonly Row[], is: Change['is']): void => {
      const table = { name: '', rows: [...all] }
      const part = wholePart(version, table, line => this.changeOf(line, is))
      if ('rows' in part) rows.push(...part.rows)
    }
    let [x, y] = [0, 0]
    for (const { at, place, was, is } of stays) {
      whole(this.was, old.slice(x, at), 'removed')
      whole(this.is, now.slice(y, place), 'added')
      const cells = is.cells.map((all, column) => this.cell(was.cells[column] ?? [], all))
      rows.push({ isHead: is.isHead, cells, change: null })
      ;[x, y] = [at + 1, place + 1]
    }
    whole(this.was, old.slice(x), 'removed')
    whole(this.is, now.slice(y), 'added')
    return rows
  }

  private cell(old: readonly Line[], now: readonly Line[]): FileParagraph[] {
    return this.parts(old, now).filter((part): part is FileParagraph => !('rows' in part))
  }

  private stretch(
    before: readonly LinePart[],
    after: readonly LinePart[],
    stays: ReadonlyMap<Line, Line>,
  ): FilePart[] {
    const [old, now] = [tokensOf(this.was, before), tokensOf(this.is, after)]
    const pins = pinsBetween(old, now, {
      stays,
      isMoved: line => this.moves.has(line),
      wordBefore: place => this.words.is.get(placeName(place))?.was ?? null,
      isKnown: (place, version) => this.words[version].has(placeName(place)),
      mayJoin: ![...before, ...after].some(isTable),
    })
    const builder = new ContentBuilder()
    let [x, y] = [0, 0]
    for (const [a, b] of [...pins, [old.length, now.length] as const]) {
      this.gap(builder, old.slice(x, a), now.slice(y, b))
      const [was, is] = [old[a], now[b]]
      if (was && is) this.kept(builder, was, is)
      ;[x, y] = [a + 1, b + 1]
    }
    return builder.parts
  }

  /** Whole paragraphs that went, then whole ones that came, then the words that begin the next one. */
  private gap(builder: ContentBuilder, old: readonly Token[], now: readonly Token[]): void {
    const wholeIn = (tokens: readonly Token[]): number =>
      builder.isAtStart ? tokens.findLastIndex(({ is }) => is !== 'item') + 1 : 0
    const [went, came] = [wholeIn(old), wholeIn(now)]
    for (const token of old.slice(0, went)) this.changed(builder, token, 'removed')
    for (const token of now.slice(0, came)) this.changed(builder, token, 'added')
    for (const token of old.slice(went)) this.changed(builder, token, 'removed')
    for (const token of now.slice(came)) this.changed(builder, token, 'added')
  }

  private changed(builder: ContentBuilder, token: Token, is: Change['is']): void {
    const version = is === 'added' ? this.is : this.was
    if (token.is === 'table') {
      builder.parts.push(wholePart(version, token.table, line => this.changeOf(line, is)))
      return
    }
    const { line } = token
    if (token.is === 'end') {
      const index = is === 'added' ? line.index : null
      const presented = version.presentedAs(line)
      builder.end({ presented, before: null, end: this.changeOf(line, is), index })
      return
    }
    const change = this.changeOf(line, is, token.place)
    for (const piece of token.pieces) builder.add({ ...piece, change, before: null })
  }

  private kept(builder: ContentBuilder, was: Token, is: Token): void {
    const by = this.since.nameOf([])
    if (was.is === 'item' && is.is === 'item')
      for (const { piece, before } of laidOver(was.pieces, is.pieces))
        builder.add({ ...piece, change: null, before: before && { run: before, by } })
    if (was.is !== 'end' || is.is !== 'end') return
    const presented = this.is.presentedAs(is.line)
    const earlier = this.was.presentedAs(was.line)
    const before = presentAlike(presented, earlier) ? null : { presented: earlier, by }
    builder.end({ presented, before, end: null, index: is.line.index })
  }

  /** Without a `place`: of the paragraph itself. */
  private changeOf(line: Line, is: Change['is'], place: WordPlace | null = null): Change {
    const move = this.moves.get(line)
    const { makers, removers } = this.since.redline
    const own = (is === 'added' ? makers : removers).get(line.index) ?? []
    const word = place && this.words[is === 'added' ? 'is' : 'was'].get(placeName(place))
    const by = move === undefined ? (word?.by ?? own) : (this.makers.get(line) ?? [])
    const name = this.since.nameOf(by.length === 0 ? own : by)
    return move === undefined ? { is, by: name } : { is, by: name, move }
  }
}

/** The same words with their looks of both texts; `before`: where it is another. */
const laidOver = (was: readonly Piece[], is: readonly Piece[]) => {
  const laid: { piece: Piece; before: Run | null }[] = []
  let [at, used] = [0, 0]
  for (const piece of is) {
    const { item } = piece
    if (item.is !== 'words') {
      laid.push({ piece, before: null })
      continue
    }
    let from = 0
    while (from < item.run.text.length) {
      const other = was[at]?.item
      if (other?.is !== 'words') break
      const to = Math.min(item.run.text.length, from + other.run.text.length - used)
      const run = { ...item.run, text: item.run.text.slice(from, to) }
      const isAlike = lookName(other.run) === lookName(run)
      laid.push({
        piece: { ...piece, item: { is: 'words', run } },
        before: isAlike ? null : other.run,
      })
      used += to - from
      from = to
      if (used >= other.run.text.length) [at, used] = [at + 1, 0]
    }
  }
  return laid
}

export const changedContent = (was: Version, is: Version, since: Since): FilePart[] =>
  new Merger(was, is, since).all()
