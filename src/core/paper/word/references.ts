// References to paragraphs and figures in the Word file: Word's own cross-reference fields, or a link.
import type { Run } from '#document/model'
import type { Manner } from '../content/look.ts'
import { bookmarkOf, type ReferenceTargets } from '../content/references.ts'
import { element } from '../xml.ts'
import { fieldRuns, fieldXml, runXml } from './runs.ts'

export class References {
  private readonly targets: ReferenceTargets

  constructor(targets: ReferenceTargets) {
    this.targets = targets
  }

  /** A run that refers to a paragraph. `isAdded`: within a change, where a field is runs. */
  runs(run: Run, manner: Manner, isAdded: boolean): string {
    const { reads } = run.to ?? {}
    const write = (text: string): string => (text === '' ? '' : runXml({ ...run, text }, manner))
    if (!run.to || reads?.standing !== 'there') return write(run.text)
    if (!this.targets.isField(run.to))
      return isAdded
        ? write(run.text)
        : element(
            'w:hyperlink',
            { 'w:anchor': bookmarkOf(reads.index), 'w:history': 1 },
            write(run.text),
          )
    const fieldOf = isAdded ? fieldRuns : fieldXml
    const fields = reads.path.map(({ before, mark, index }) => {
      const parts = this.targets.isFigure(index) ? '\\h' : '\\h \\n'
      return write(before) + fieldOf(` REF ${bookmarkOf(index)} ${parts} `, write(mark))
    })
    return write(reads.before) + fields.join('') + write(reads.after)
  }

  /** The content of a paragraph, or the number of a figure, with a bookmark if something refers to it. */
  marked(index: number, id: () => number, content: string): string {
    if (!this.targets.isWanted(index)) return content
    const own = id()
    const start = element('w:bookmarkStart', { 'w:id': own, 'w:name': bookmarkOf(index) })
    return start + content + element('w:bookmarkEnd', { 'w:id': own })
  }
}
