// Writes the content of a Word file as the XML of its text.
import { safeLink } from '../markup.ts'
import { directionOf, type Sheet } from '../sheet.ts'
import { noteWords } from '../content/changed-words.ts'
import type { Manner } from '../content/look.ts'
import {
  sameChange,
  type Change,
  type FileParagraph,
  type FilePart,
  type FileRow,
  type Stretch,
} from '../content/parts.ts'
import type { RemarkMarks } from '../content/remarks.ts'
import { element } from '../xml.ts'
import type { Changes, Ids } from './changes.ts'
import { pictureXml } from './figure.ts'
import type { Footnotes } from './notes.ts'
import type { WordFile } from './package.ts'
import { textWidth } from '../content/page-size.ts'
import type { References } from './references.ts'
import { presentedXml } from './presented.ts'
import { fieldXml, lookXml, runXml } from './runs.ts'
import { emptyParagraph, evenWidths, tableXml } from './table.ts'

type Ports = {
  file: WordFile
  sheet: Sheet
  ids: Ids
  changes: Changes
  notes: Footnotes
  comments: RemarkMarks
  references: References
}

/** Tables that are followed by another one, or by nothing, once changes of one way are gone. */
const apartIn = (parts: readonly FilePart[], gone: Change['is']): ReadonlySet<FilePart> => {
  const left = parts.filter(part =>
    'rows' in part ? part.rows.some(({ change }) => change?.is !== gone) : part.end?.is !== gone,
  )
  return new Set(
    left.filter((part, at) => {
      const next = left[at + 1]
      return 'rows' in part && (next === undefined || 'rows' in next)
    }),
  )
}

export class BodyWriter {
  private readonly given: Ports
  private readonly isMirrored: boolean
  private pictures = 0

  constructor(given: Ports) {
    this.given = given
    this.isMirrored = directionOf(given.sheet) === 'rtl'
  }

  /** Word joins adjacent tables, and ends no file with one: an empty paragraph keeps them apart. */
  parts(parts: readonly FilePart[]): string {
    const [accepted, rejected] = [apartIn(parts, 'removed'), apartIn(parts, 'added')]
    return parts
      .map((part, at) => {
        if (!('rows' in part)) return this.paragraph(part)
        const next = parts[at + 1]
        const isBeside = next === undefined || 'rows' in next
        const [after, before] = [accepted.has(part), rejected.has(part)]
        const isNeeded = after || before || isBeside
        return this.table(part.rows) + (isNeeded ? this.separator(after, before) : '')
      })
      .join('')
  }

  /** Whether it stands in the text now, and in the earlier one. */
  private separator(isNow: boolean, wasThere: boolean): string {
    if (isNow && wasThere) return emptyParagraph(this.isMirrored)
    const { changes, sheet } = this.given
    const by = sheet.since?.nameOf([]) ?? sheet.group
    const marks =
      (wasThere ? '' : changes.mark({ is: 'added', by })) +
      (isNow ? '' : changes.mark({ is: 'removed', by }))
    return emptyParagraph(this.isMirrored, element('w:rPr', {}, marks))
  }

  private table(rows: readonly FileRow[]): string {
    const count = Math.max(1, ...rows.map(({ cells }) => cells.length))
    const empty = emptyParagraph(this.isMirrored)
    return tableXml(
      rows.map(({ isHead, change, cells }) => ({
        isHead,
        change: this.given.changes.row(change),
        cells: cells.map(all => all.map(each => this.paragraph(each)).join('') || empty),
      })),
      evenWidths(count, textWidth(this.given.sheet.paper)),
      this.isMirrored,
    )
  }

  private paragraph({ presented, before, stretches, end, index }: FileParagraph): string {
    const { changes, references, ids } = this.given
    const content = this.content(stretches, index)
    const isCaption = stretches.some(({ item }) => item.is === 'caption')
    const marked =
      index === null || isCaption || stretches.some(({ item }) => item.is === 'picture')
        ? content
        : references.marked(index, () => ids.next(), content)
    const mark = changes.mark(end)
    const inner =
      presentedXml(presented) +
      (mark === '' ? '' : element('w:rPr', {}, mark)) +
      (before ? changes.paragraph(before.by, presentedXml(before.presented)) : '')
    const whole = end?.move === undefined ? marked : changes.range(end, marked)
    return element('w:p', {}, (inner === '' ? '' : element('w:pPr', {}, inner)) + whole)
  }

  /** Neighbours of one change stand in one element. */
  private content(stretches: readonly Stretch[], index: number | null): string {
    const { comments } = this.given
    let [xml, runs]: [string, string] = ['', '']
    let change: Change | null = null
    const flush = (): void => {
      xml += this.given.changes.around(change, runs)
      runs = ''
    }
    for (const stretch of stretches) {
      const [begin, end] = [comments.before(stretch), comments.behind(stretch)]
      if (begin !== '' || !sameChange(change, stretch.change)) flush()
      change = stretch.change
      xml += begin
      const { href } = this.wordsOf(stretch) ?? {}
      if (href !== undefined && safeLink(href)) {
        // A link holds changes, and no change holds a link.
        flush()
        const inside = this.given.changes.around(change, this.stretch(stretch, index))
        xml += element(
          'w:hyperlink',
          { 'r:id': this.given.file.link(href), 'w:history': 1 },
          inside,
        )
      } else runs += this.stretch(stretch, index)
      if (end === '') continue
      flush()
      xml += end
    }
    flush()
    return xml
  }

  private wordsOf({ item }: Stretch) {
    return item.is === 'words' ? item.run : undefined
  }

  private stretch({ item, manner, change, before }: Stretch, index: number | null): string {
    const { file, sheet, notes, references, changes } = this.given
    const isRemoved = change?.is === 'removed'
    switch (item.is) {
      case 'picture':
        return pictureXml(file, sheet, item.block, { id: ++this.pictures, manner, isRemoved })
      case 'caption':
        return this.captionNumber(item.text, manner, change === null ? index : null, isRemoved)
      case 'note':
        return notes.reference(item.run, noteWords(sheet, item.run.note, change), isRemoved)
      case 'reference':
        return isRemoved
          ? runXml(item.run, manner, { isRemoved })
          : references.runs(item.run, manner, change !== null)
      case 'words': {
        const look = before ? changes.look(before.by, lookXml(before.run)) : ''
        return runXml(item.run, manner, { isRemoved, change: look })
      }
    }
  }

  /** "Figure" and a counting field, from which Word can make a list of figures; within a change as text. */
  private captionNumber(
    text: string,
    manner: Manner,
    index: number | null,
    isRemoved: boolean,
  ): string {
    const [, before = '', number = '', after = ''] = /^(.*?)(\d+)(.*)$/u.exec(text) ?? []
    if (index === null || number === '') return runXml({ text: `${text} ` }, manner, { isRemoved })
    const { references, ids } = this.given
    const field = fieldXml(' SEQ Figure \\* ARABIC ', runXml({ text: number }, manner))
    return (
      (before === '' ? '' : runXml({ text: before }, manner)) +
      references.marked(index, () => ids.next(), field) +
      runXml({ text: `${after} ` }, manner)
    )
  }
}
