// References to paragraphs and figures in the Word file: Word's own cross-reference fields, one for
// each number of the place ("8" and "(b)"), so that they follow later edits. If Word does not count
// as the page does (a number that is typed, in brackets, or with a mark that Word does not have),
// the words are the app's, with a link to the paragraph.
import type { Block, PlacePart, Reference, Run } from '#shared/document'
import type { WordNumber } from './numbering.ts'
import { fieldRuns, fieldXml, runXml, type Manner } from './runs.ts'
import { element } from './xml.ts'

/** Word hides bookmarks with this name from the list of a person's own. */
const bookmark = (index: number): string => `_Ref${index + 1}`

type Page = { blocks: readonly Block[]; numbers: readonly WordNumber[] }

export class References {
  private readonly page: Page
  /** Blocks that something refers to. */
  private readonly wanted: ReadonlySet<number>

  constructor(page: Page) {
    this.page = page
    this.wanted = new Set(
      page.blocks.flatMap(({ runs }) =>
        runs.flatMap(({ to }) => {
          if (to?.reads?.standing !== 'there') return []
          return this.isField(to) ? to.reads.path.map(({ index }) => index) : [to.reads.index]
        }),
      ),
    )
  }

  /** A run that refers to a paragraph. `isAdded`: within a change, where a field is runs. */
  runs(run: Run, manner: Manner, isAdded: boolean): string {
    const { reads } = run.to ?? {}
    const write = (text: string): string => (text === '' ? '' : runXml({ ...run, text }, manner))
    if (!run.to || reads?.standing !== 'there') return write(run.text)
    if (!this.isField(run.to))
      return isAdded
        ? write(run.text)
        : element(
            'w:hyperlink',
            { 'w:anchor': bookmark(reads.index), 'w:history': 1 },
            write(run.text),
          )
    const fieldOf = isAdded ? fieldRuns : fieldXml
    const fields = reads.path.map(({ before, mark, index }) => {
      const parts = this.isFigure(index) ? '\\h' : '\\h \\n'
      return write(before) + fieldOf(` REF ${bookmark(index)} ${parts} `, write(mark))
    })
    return write(reads.before) + fields.join('') + write(reads.after)
  }

  /** The content of a paragraph, or the number of a figure, with a bookmark if something refers to it. */
  marked(index: number, id: () => number, content: string): string {
    if (!this.wanted.has(index)) return content
    const own = id()
    const start = element('w:bookmarkStart', { 'w:id': own, 'w:name': bookmark(index) })
    return start + content + element('w:bookmarkEnd', { 'w:id': own })
  }

  /** Word leaves out the full stop, as the page does. */
  private isCounted({ mark, index }: PlacePart): boolean {
    const { list, typed } = this.page.numbers[index] ?? {}
    const number = this.page.blocks[index]?.number
    const isOurs = number === mark || number === `${mark}.`
    return list !== undefined && typed === undefined && !list.inBrackets && isOurs
  }

  private isFigure(index: number): boolean {
    return this.page.blocks[index]?.kind === 'figure'
  }

  private isField({ reads }: Reference): boolean {
    return reads?.path.every(part => this.isFigure(part.index) || this.isCounted(part)) ?? false
  }
}
