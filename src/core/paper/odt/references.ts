// References to paragraphs and figures: fields that follow the numbers of the file, or a link.
import type { Run } from '#document/model'
import type { Manner } from '../content/look.ts'
import { bookmarkOf, type ReferenceTargets } from '../content/references.ts'
import { element } from '../xml.ts'
import type { AutomaticStyles } from './automatic.ts'
import { wordsXml } from './words.ts'

export class References {
  private readonly styles: AutomaticStyles
  private readonly targets: ReferenceTargets

  constructor(styles: AutomaticStyles, targets: ReferenceTargets) {
    this.styles = styles
    this.targets = targets
  }

  /** A run that refers to a paragraph. */
  xml(run: Run, manner: Manner): string {
    const { reads } = run.to ?? {}
    const write = (text: string): string =>
      text === '' ? '' : wordsXml(this.styles, { ...run, text }, manner)
    if (!run.to || reads?.standing !== 'there') return write(run.text)
    if (!this.targets.isField(run.to)) return this.linked(reads.index, write(run.text))
    const fields = reads.path.map(({ before, mark, index }) => {
      const format = this.targets.isFigure(index) ? 'text' : 'number-no-superior'
      const field = element(
        'text:bookmark-ref',
        { 'text:reference-format': format, 'text:ref-name': bookmarkOf(index) },
        write(mark),
      )
      return write(before) + field
    })
    return write(reads.before) + fields.join('') + write(reads.after)
  }

  /** The content of a paragraph, or the number of a figure, with a bookmark if something refers to it. */
  marked(index: number, content: string): string {
    if (!this.targets.isWanted(index)) return content
    const name = { 'text:name': bookmarkOf(index) }
    return element('text:bookmark-start', name) + content + element('text:bookmark-end', name)
  }

  private linked(index: number, words: string): string {
    return element(
      'text:a',
      {
        'xlink:type': 'simple',
        'xlink:href': `#${bookmarkOf(index)}`,
        'text:style-name': 'Link',
        'text:visited-style-name': 'Link',
      },
      words,
    )
  }
}
