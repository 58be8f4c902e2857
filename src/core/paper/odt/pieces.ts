// The pieces of a paragraph of an OpenDocument text: words, links, notes, references, the numbers of
// captions, and pictures.
import type { Block, Run } from '#document/model'
import { noteWords } from '../content/changed-words.ts'
import type { Change, Stretch } from '../content/parts.ts'
import { printedSize } from '../content/picture-size.ts'
import type { Manner } from '../content/look.ts'
import { safeLink } from '../markup.ts'
import { noteNumbersOf, pictureOf, wordsForPicture, type Sheet } from '../sheet.ts'
import { element, escaped } from '../xml.ts'
import type { AutomaticStyles } from './automatic.ts'
import type { Changes } from './changes.ts'
import type { OpenTextFile } from './package.ts'
import type { References } from './references.ts'
import { paragraphXml, plainManner, wordsXml } from './words.ts'

export type Ports = {
  file: OpenTextFile
  sheet: Sheet
  styles: AutomaticStyles
  changes: Changes
  references: References
}

/** Centimetres of pixels at 96 to the inch. */
const printed = (pixels: number): string => `${((pixels * 2.54) / 96).toFixed(3)}cm`

export class Pieces {
  private readonly given: Ports
  private readonly cited = new Set<string>()
  private readonly numbers: ReadonlyMap<string, number>
  private pictures = 0
  private notes = 0

  constructor(given: Ports) {
    this.given = given
    this.numbers = noteNumbersOf(given.sheet)
  }

  /** `index`: the block that a caption is of, where nothing of it changed. */
  xml({ item, manner, change }: Stretch, index: number | null): string {
    const { styles, references } = this.given
    switch (item.is) {
      case 'picture':
        return this.picture(item.block, manner)
      case 'caption':
        return this.captionNumber(item.text, manner, change === null ? index : null)
      case 'note':
        return this.note(item.run, change)
      case 'reference':
        return change === null
          ? references.xml(item.run, manner)
          : wordsXml(styles, item.run, manner)
      case 'words':
        return this.words(item.run, manner)
    }
  }

  private words(run: Run, manner: Manner): string {
    const words = wordsXml(this.given.styles, run, manner)
    if (run.href === undefined || !safeLink(run.href)) return words
    return element(
      'text:a',
      {
        'xlink:type': 'simple',
        'xlink:href': run.href,
        'text:style-name': 'Link',
        'text:visited-style-name': 'Link',
      },
      words,
    )
  }

  /** Programs number each new reference, so a note that is cited again is cited by its number. */
  private note({ note = '' }: Run, change: Change | null): string {
    const { sheet, styles, changes } = this.given
    const words = noteWords(sheet, note, change)
    const number = String(this.numbers.get(note) ?? 0)
    const key = `${change?.is === 'removed'} ${note}`
    if (this.cited.has(key) || words.length === 0)
      return wordsXml(styles, { text: number, superscript: true }, plainManner)
    this.cited.add(key)
    const content = words.map(each =>
      changes.around(each.change, wordsXml(styles, each, plainManner), 'Footnote'),
    )
    return element(
      'text:note',
      { 'text:id': `note${++this.notes}`, 'text:note-class': 'footnote' },
      element('text:note-citation', {}, number) +
        element(
          'text:note-body',
          {},
          paragraphXml('Footnote', element('text:s') + content.join('')),
        ),
    )
  }

  /** "Figure" and a counting field, from which a program can make a list of figures. */
  private captionNumber(text: string, manner: Manner, index: number | null): string {
    const { styles, references } = this.given
    const [, before = '', number = '', after = ''] = /^(.*?)(\d+)(.*)$/u.exec(text) ?? []
    if (index === null || number === '') return wordsXml(styles, { text: `${text} ` }, manner)
    const field = element(
      'text:sequence',
      { 'text:name': 'Figure', 'text:formula': 'ooow:Figure+1', 'style:num-format': '1' },
      wordsXml(styles, { text: number }, manner),
    )
    return (
      (before === '' ? '' : wordsXml(styles, { text: before }, manner)) +
      references.marked(index, field) +
      wordsXml(styles, { text: `${after} ` }, manner)
    )
  }

  private picture(block: Block, manner: Manner): string {
    const { file, sheet, styles } = this.given
    const picture = pictureOf(sheet, block)
    if (!picture) {
      const text = `[${wordsForPicture(sheet, block)}]`
      return wordsXml(styles, { text }, { ...manner, language: null })
    }
    const { alternative = '' } = block
    const { width, height } = printedSize(picture)
    const isPng = picture.type === 'png'
    return element(
      'draw:frame',
      {
        'draw:name': `Picture${++this.pictures}`,
        'text:anchor-type': 'as-char',
        'svg:width': printed(width),
        'svg:height': printed(height),
      },
      element('draw:image', {
        'xlink:href': file.picture(picture.bytes, isPng ? 'png' : 'jpg'),
        'xlink:type': 'simple',
        'xlink:show': 'embed',
        'xlink:actuate': 'onLoad',
        'draw:mime-type': isPng ? 'image/png' : 'image/jpeg',
      }) + (alternative === '' ? '' : element('svg:desc', {}, escaped(alternative))),
    )
  }
}
