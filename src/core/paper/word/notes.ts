// Word's own footnotes. Word numbers each new reference, in the order of the text, as the page does;
// so a note that is cited again is cited by its number. A note whose words changed shows the change.
import { difference, wordsIn, type Run } from '#shared/document'
import { noteNumbersOf, notesOf, type Sheet } from '../sheet.ts'
import type { Change, Changes } from './changes.ts'
import { rootOf } from './package.ts'
import { runXml, signXml, type Manner } from './runs.ts'
import { element, valued } from './xml.ts'

/** Words of a note, and what became of them. */
export type NoteWords = readonly { text: string; change: Change | null }[]

const separators = ['separator', 'continuationSeparator'].map((type, at) =>
  element(
    'w:footnote',
    { 'w:id': at - 1, 'w:type': type },
    element('w:p', {}, element('w:r', {}, element(`w:${type}`))),
  ),
)

export class Footnotes {
  private readonly sheet: Sheet
  private readonly changes: Changes
  private readonly manner: Manner
  private readonly written: string[] = []
  private readonly cited = new Set<string>()

  constructor(sheet: Sheet, changes: Changes, manner: Manner) {
    this.sheet = sheet
    this.changes = changes
    this.manner = manner
  }

  get hasAny(): boolean {
    return this.written.length > 0
  }

  /** The reference to a note; `words`: of the note. */
  reference({ note = '' }: Run, words: NoteWords, isRemoved: boolean): string {
    const number = noteNumbersOf(this.sheet).get(note) ?? 0
    const key = `${isRemoved} ${note}`
    if (this.cited.has(key) || words.length === 0)
      return runXml({ text: String(number), superscript: true }, this.manner, { isRemoved })
    this.cited.add(key)
    const id = this.written.length + 1
    this.written.push(this.noteXml(id, words))
    return signXml('FootnoteReference', element('w:footnoteReference', { 'w:id': id }))
  }

  /** The words of a note, with what changed in them where both texts cite it. */
  wordsOf({ note }: Run, change: Change | null): NoteWords {
    const { since } = this.sheet
    const [was, is] = [since?.page.notes ?? [], notesOf(this.sheet)].map(
      notes => notes.find(({ id }) => id === note)?.text,
    )
    if (change !== null || was === undefined || is === undefined || was === is) {
      const text = change?.is === 'removed' ? was : is
      return text === undefined ? [] : [{ text, change: null }]
    }
    const by = since?.nameOf([]) ?? ''
    const [old, now] = [wordsIn(was), wordsIn(is)]
    let [x, y] = [0, 0]
    return difference(old, now).map(({ kind, count }) => {
      const words = kind === 'removed' ? old.slice(x, x + count) : now.slice(y, y + count)
      if (kind !== 'added') x += count
      if (kind !== 'removed') y += count
      return { text: words.join(''), change: kind === 'kept' ? null : { is: kind, by } }
    })
  }

  xml(): string {
    return rootOf('w:footnotes', [...separators, ...this.written].join(''))
  }

  private noteXml(id: number, words: NoteWords): string {
    const { manner } = this
    const content = words.map(({ text, change }) =>
      this.changes.around(
        change,
        runXml({ text }, manner, { isRemoved: change?.is === 'removed' }),
      ),
    )
    const sign = signXml('FootnoteReference', element('w:footnoteRef'))
    const properties =
      valued('w:pStyle', 'FootnoteText') + (manner.rightToLeft ? element('w:bidi') : '')
    return element(
      'w:footnote',
      { 'w:id': id },
      element(
        'w:p',
        {},
        element('w:pPr', {}, properties) + sign + runXml({ text: ' ' }, manner) + content.join(''),
      ),
    )
  }
}
