// Paragraphs and tables of an OpenDocument text, of the page or of a cell, with their changes. Words
// that came stand between two marks in the text. Words that went stand before the text, and one mark in
// the nearest paragraph that stays says where they were; neighbours of one author are one change. A
// paragraph whose end went is one with the next.
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
}

/** Words that went and have no mark yet. `begins` and `ends`: the marks of comments on it. */
type Gone = { change: Change; whole: Listed[]; words: string; begins: string; ends: string }

/** `whole`: all of it came or went with what is around, so it bears no marks of changes. */
type Marking = 'marked' | 'whole'

const levels: Partial<Record<Presented['role'], number>> = { h1: 1, h2: 2, h3: 3, h4: 4 }

class FlowWriter {
  private readonly given: FlowPorts
  private readonly marking: Marking
  private readonly done: Listed[] = []
  /** The content of the paragraph that stays. */
  private content = ''
  private gone: Gone | null = null
  private came: { change: Change; id: string } | null = null

  constructor(given: FlowPorts, marking: Marking) {
    this.given = given
    this.marking = marking
  }

  write(parts: readonly FilePart[]): string {
    for (const part of parts) {
      if ('rows' in part) this.table(part.rows)
      else this.paragraph(part)
    }
    if (this.gone || this.came || this.content !== '') this.last()
    return this.given.lists.xml(this.done)
  }

  /** Without a paragraph behind them, no program takes marks: an empty one closes the text. */
  private last(): void {
    this.closeGone({ role: 'body', onNewPage: false, list: null, hung: null, isMirrored: false })
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

  private gather(change: Change, presented: Presented): Gone {
    if (this.gone && !sameChange(this.gone.change, change)) this.closeGone(presented)
    this.closeCame()
    this.gone ??= { change, whole: [], words: '', begins: '', ends: '' }
    return this.gone
  }

  /** The last paragraph of what went is the beginning of the one that stays. */
  private closeGone(presented: Presented): void {
    const { gone } = this
    if (!gone) return
    this.gone = null
    const { lists } = this.given
    const went =
      gone.whole.length === 0
        ? this.paragraphXml(presented, gone.words)
        : lists.xml([...gone.whole, this.listed(presented, gone.words)])
    const id = this.given.changes.state(gone.change, went)
    this.content += gone.begins + this.given.changes.mark('gone', id) + gone.ends
  }

  /** Marks between paragraphs, in front of a table. */
  private between(): void {
    const { gone } = this
    this.gone = null
    this.closeCame()
    const comments = gone ? gone.begins + gone.ends : ''
    const mark = gone
      ? this.given.changes.mark(
          'gone',
          this.given.changes.state(gone.change, this.given.lists.xml(gone.whole)),
        )
      : ''
    if (this.content + mark !== '') this.done.push({ list: null, xml: this.content + mark })
    this.content = comments
  }

  private table(rows: readonly FileRow[]): void {
    const [change = null] = rows.map(row => this.changeOf(row.change))
    if (change?.is === 'removed') {
      const [first] = rows.flatMap(({ cells }) => cells.flat())
      if (!first) return
      const gone = this.gather(change, first.presented)
      const inside = rows.flatMap(({ cells }) => cells.flat().flatMap(each => each.stretches))
      for (const stretch of inside) {
        gone.begins += this.given.comments.before(stretch)
        gone.ends += this.given.comments.behind(stretch)
      }
      gone.whole.push({ list: null, xml: this.tableXml(rows, 'whole') })
      return
    }
    const isOpen = change && this.came && sameChange(this.came.change, change)
    if (!isOpen || this.gone) this.between()
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
): string => new FlowWriter(given, marking).write(parts)
