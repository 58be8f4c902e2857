// Comments and their replies. A comment stands in front of its words and has a name, by which its end
// and its replies know it; LibreOffice's own namespace says which comment one answers, and what is
// settled. OpenDocument 1.3 part 3, 14.1.
import type { EntryId } from '#document/ids'
import { isRightToLeft } from '../content/look.ts'
import type { FilePart } from '../content/parts.ts'
import { remarkMarks, type RemarkMarks } from '../content/remarks.ts'
import { directionOf, type Sheet, type SheetComment } from '../sheet.ts'
import { element, escaped } from '../xml.ts'
import type { AutomaticStyles } from './automatic.ts'
import { direction } from './styles.ts'
import { paragraphXml, plainManner, wordsXml } from './words.ts'

type Said = Pick<SheetComment, 'by' | 'text'> & { name: string; parent?: string }

export class Comments {
  readonly marks: RemarkMarks
  private readonly styles: AutomaticStyles
  private readonly isMirrored: boolean
  private readonly said = new Map<EntryId, { isResolved: boolean; all: Said[] }>()

  constructor(styles: AutomaticStyles, sheet: Sheet, parts: readonly FilePart[]) {
    const { comments = [] } = sheet
    this.styles = styles
    this.isMirrored = directionOf(sheet) === 'rtl'
    this.marks = remarkMarks(comments, parts, {
      begin: id => this.begin(id),
      end: id => this.end(id),
    })
    let count = 0
    for (const { id, by, text, isResolved, replies } of comments) {
      const parent = `comment${++count}`
      const answers = replies.map(reply => ({ ...reply, name: `comment${++count}`, parent }))
      this.said.set(id, { isResolved, all: [{ by, text, name: parent }, ...answers] })
    }
  }

  /** Comments on words that are gone stand at the title. */
  unplaced(): string {
    return this.marks.unplaced.map(id => this.begin(id)).join('')
  }

  private begin(comment: EntryId): string {
    const { isResolved = false, all = [] } = this.said.get(comment) ?? {}
    return all.map(each => this.annotation(each, isResolved)).join('')
  }

  private end(comment: EntryId): string {
    return (this.said.get(comment)?.all ?? [])
      .map(({ name }) => element('office:annotation-end', { 'office:name': name }))
      .join('')
  }

  private annotation({ by, text, name, parent }: Said, isResolved: boolean): string {
    const lines = text.split('\n').map(line => {
      const isMirrored = isRightToLeft(line)
      const own = isMirrored === this.isMirrored ? {} : direction(isMirrored)
      const style = this.styles.under('Standard', own)
      return paragraphXml(style, wordsXml(this.styles, { text: line }, plainManner))
    })
    return element(
      'office:annotation',
      {
        'office:name': name,
        'loext:resolved': isResolved ? 'true' : 'false',
        'loext:parent-name': parent,
      },
      element('dc:creator', {}, escaped(by)) + lines.join(''),
    )
  }
}
