// Paragraphs and tables of an OpenDocument text, of the page or of a cell, with their changes. Words
// that came stand between two marks in the text. Words that went stand before the text, and one mark in
// the nearest paragraph that stays says where they were; neighbours of one author are one change. A
// paragraph whose end went is one with the next. In front of a table there is no such paragraph: one
// mark stands between the two, for whole ones, and what others took out lies within that change.
import type { FileParagraph, FilePart, FileRow, Stretch } from '../content/parts.ts'
import { sameChange, type Change } from '../content/parts.ts'
import type { RemarkMarks } from '../content/remarks.ts'
import type { Presented } from '../content/version.ts'
import type { AutomaticStyles } from './automatic.ts'
import type { Changes } from './changes.ts'
import type { Listed, Lists } from './lists.ts'
import type { Pieces } from './pieces.ts'
import type { References } from './references.ts'
import type { Tables } from './table.ts'
import { paragraphXml } from './words.ts'
import { element } from '../xml.ts'

export type FlowPorts = {
  styles: AutomaticStyles
  changes: Changes
  comments: RemarkMarks
  references: References
  pieces: Pieces
  tables: Tables
  lists: Lists
  /** Names nobody of those who changed the text. */
  nobody: string
}

/** Words that went and have no mark yet. `begins` and `ends`: the marks of comments on it. */
type Gone = {
  change: Change
  /** As the file names it. */
  by: string
  whole: Listed[]
  words: string
  begins: string
  ends: string
  /** A table is the first of it. */
  isFromTable: boolean
}

/** `whole`: all of it came or went with what is around, so it bears no marks of changes. */
type Marking = 'marked' | 'whole'

const plain: Presented = {
  role: 'body',
  onNewPage: false,
  list: null,
  hung: null,
  isMirrored: false,
}

const levels: Partial<Record<Presented['role'], number>> = { h1: 1, h2: 2, h3: 3, h4: 4 }

class FlowWriter {
  private readonly given: FlowPorts
  private readonly marking: Marking
  private readonly done: Listed[] = []
  /** The content of the paragraph that stays. */
  private content = ''
  private gone: Gone | null = null
  private came: { change: Change; id: string } | null = null
  private readonly parts: readonly FilePart[]
  /** The place of the part that is written. */
  private at = 0

  constructor(given: FlowPorts, parts: readonly FilePart[], marking: Marking) {
    this.given = given
    this.parts = parts
    this.marking = marking
  }

  write(): string {
    for (const [at, part] of this.parts.entries()) {
      this.at = at
      if ('rows' in part) this.table(part.rows)
      else this.paragraph(part)
    }
    if (this.gone || this.came || this.content !== '') this.last()
    return this.given.lists.xml(this.done)
  }

  /** Without a paragraph behind them, no program takes marks: an empty one closes the text. */
  private last(): void {
    this.closeGone(plain)
    this.closeCame()
    this.done.push({ list: null, xml: paragraphXml('Standard', this.content) })
    this.content = ''
  }

  private changeOf(change: Change | null): Change | null {
    return this.marking === 'whole' ? null : change
  }

  private paragraph(paragraph: FileParagraph): void {
    const { presented, stretches, index } = paragraph
    for (const stretch of stretches) this.stretch(stretch, presented, index)
    const end = this.changeOf(paragraph.end)
    if (end?.is === 'removed') {
      const gone = this.gather(end, presented)
      gone.whole.push(this.listed(presented, gone.words))
      gone.words = ''
      return
    }
    this.closeGone(presented)
    if (end) this.openCame(end)
    else this.closeCame()
    this.finish(paragraph)
  }

  private finish({ presented, stretches, index }: FileParagraph): void {
    const isNumber = stretches.some(({ item }) => item.is === 'caption' || item.is === 'picture')
    const content =
      index === null || isNumber ? this.content : this.given.references.marked(index, this.content)
    this.done.push(this.listed(presented, content))
    this.content = ''
  }

  private listed(presented: Presented, content: string): Listed {
    return { list: presented.list, xml: this.paragraphXml(presented, content) }
  }

  private paragraphXml(presented: Presented, content: string): string {
    const style = this.given.styles.paragraph(presented)
    const level = levels[presented.role]
    return level === undefined
      ? paragraphXml(style, content)
      : element('text:h', { 'text:style-name': style, 'text:outline-level': level }, content)
  }

  private stretch(stretch: Stretch, presented: Presented, index: number | null): void {
    const { pieces, comments } = this.given
    const change = this.changeOf(stretch.change)
    if (change?.is === 'removed') {
      const gone = this.gather(change, presented)
      gone.begins += comments.before(stretch)
      gone.words += pieces.xml(stretch, null)
      gone.ends += comments.behind(stretch)
      return
    }
    this.closeGone(presented)
    if (change) this.openCame(change)
    else this.closeCame()
    this.content += comments.before(stretch) + pieces.xml(stretch, index) + comments.behind(stretch)
  }

  private openCame(change: Change): void {
    if (this.came && sameChange(this.came.change, change)) return
    this.closeCame()
    const id = this.given.changes.state(change)
    this.came = { change, id }
    this.content += this.given.changes.mark('start', id)
  }

  private closeCame(): void {
    if (this.came) this.content += this.given.changes.mark('end', this.came.id)
    this.came = null
  }

  /** `presented`: of the paragraph that goes next; null for a table. */
  private gather(change: Change, presented: Presented | null): Gone {
    const { gone } = this
    // LibreOffice loses the paragraph where it gives back both in front of a table.
    const isApart = gone?.isFromTable === true && presented !== null && this.goesToTable
    if (gone && !isApart && sameChange(gone.change, change)) return gone
    this.closeCame()
    const isFromTable = presented === null
    const next: Gone = {
      ...{ change, by: change.by, isFromTable },
      ...{ whole: [], words: '', begins: '', ends: '' },
    }
    this.gone = next
    if (!gone) return next
    if (this.goesToTable) this.within(next, gone, presented)
    else this.content += gone.begins + this.goneMark(gone, presented ?? plain) + gone.ends
    return next
  }

  /** In front of a table one change holds the one before. */
  private within(next: Gone, gone: Gone, presented: Presented | null): void {
    next.begins = gone.begins
    next.ends = gone.ends
    if (gone.isFromTable) {
      // LibreOffice loses the paragraph before where a table begins a change within another one.
      this.content += this.goneMark(gone, null)
      return
    }
    next.isFromTable = false
    // LibreOffice shows both under the name of the one around: a false name would be worse than none.
    if (gone.by !== next.by) next.by = this.given.nobody
    const mark = this.goneMark(gone, presented)
    if (presented) next.words = mark
    else next.whole.push({ list: null, xml: mark })
  }

  private goes(part: FilePart): boolean {
    const changes =
      'rows' in part
        ? [part.rows[0]?.change]
        : [part.end, ...part.stretches.map(({ change }) => change)]
    return changes.every(change => change?.is === 'removed')
  }

  /** Whether all that stands in front of the next table goes. */
  private get goesToTable(): boolean {
    const next = this.parts.find((part, at) => at >= this.at && !this.goes(part))
    return next !== undefined && 'rows' in next
  }

  /** `last`: of the paragraph in which the mark stands; null where it stands between two. */
  private goneMark({ change, by, whole, words }: Gone, last: Presented | null): string {
    const { lists, changes } = this.given
    const went =
      last && whole.length === 0
        ? this.paragraphXml(last, words)
        : lists.xml(last ? [...whole, this.listed(last, words)] : whole)
    return changes.mark('gone', changes.state({ ...change, by }, went))
  }

  /** The last paragraph of what went is the beginning of the one that stays. */
  private closeGone(presented: Presented): void {
    const { gone } = this
    this.gone = null
    if (gone) this.content += gone.begins + this.goneMark(gone, presented) + gone.ends
  }

  /** Marks between paragraphs, in front of a table. */
  private between(): void {
    const { gone } = this
    this.gone = null
    this.closeCame()
    const comments = gone ? gone.begins + gone.ends : ''
    const mark = gone ? this.goneMark(gone, null) : ''
    if (this.content + mark !== '') this.done.push({ list: null, xml: this.content + mark })
    this.content = comments
  }

  private table(rows: readonly FileRow[]): void {
    const [change = null] = rows.map(row => this.changeOf(row.change))
    if (change?.is === 'removed') {
      const gone = this.gather(change, null)
      const inside = rows.flatMap(({ cells }) => cells.flat().flatMap(each => each.stretches))
      for (const stretch of inside) {
        gone.begins += this.given.comments.before(stretch)
        gone.ends += this.given.comments.behind(stretch)
      }
      gone.whole.push({ list: null, xml: this.tableXml(rows, 'whole') })
      return
    }
    const isOpen = change && this.came && sameChange(this.came.change, change)
    if (!isOpen) this.between()
    if (change) this.openCame(change)
    const marks = this.content
    this.content = ''
    const table = this.tableXml(rows, change ? 'whole' : this.marking)
    this.done.push({ list: null, xml: marks + table })
  }

  private tableXml(rows: readonly FileRow[], marking: Marking): string {
    return this.given.tables.xml(
      rows.map(({ isHead, cells }) => ({
        isHead,
        cells: cells.map(all => flowXml(this.given, all, marking) || paragraphXml('Standard', '')),
      })),
    )
  }
}

export const flowXml = (
  given: FlowPorts,
  parts: readonly FilePart[],
  marking: Marking = 'marked',
): string => new FlowWriter(given, parts, marking).write()
