// Word's own footnotes. Word numbers each new reference, in the order of the text, as the page does;
// so a note that is cited again is cited by its number. A note whose words changed shows the change.
import type { Run } from '#document/model'
import type { ChangedWords } from '../content/changed-words.ts'
import type { Manner } from '../content/look.ts'
import { noteNumbersOf, type Sheet } from '../sheet.ts'
import { element } from '../xml.ts'
import type { Changes } from './changes.ts'
import { rootOf } from './package.ts'
import { runXml, signXml } from './runs.ts'
import { valued } from './valued.ts'

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
  reference({ note = '' }: Run, words: ChangedWords, isRemoved: boolean): string {
    const number = noteNumbersOf(this.sheet).get(note) ?? 0
    const key = `${isRemoved} ${note}`
    if (this.cited.has(key) || words.length === 0)
      return runXml({ text: String(number), superscript: true }, this.manner, { isRemoved })
    this.cited.add(key)
    const id = this.written.length + 1
    this.written.push(this.noteXml(id, words))
    return signXml('FootnoteReference', element('w:footnoteReference', { 'w:id': id }))
  }

  xml(): string {
    return rootOf('w:footnotes', [...separators, ...this.written].join(''))
  }

  private noteXml(id: number, words: ChangedWords): string {
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
