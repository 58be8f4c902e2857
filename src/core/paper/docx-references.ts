// References to paragraphs and figures in the Word file: Word's own cross-reference fields, one for
// each number of the place ("8" and "(b)"), so that they follow later edits. If Word does not count
// as the page does (a number that is typed, in brackets, or with a mark that Word does not have),
// the words are the app's, with a link to the paragraph.
import {
  Bookmark,
  InternalHyperlink,
  NumberedItemReference,
  NumberedItemReferenceFormat,
  SimpleField,
  type ParagraphChild,
  type TextRun,
} from 'docx'
import type { Block, PlacePart, Reference, Run } from '#shared/document'
import { bracketed, type WordNumber } from './docx-numbering.ts'

export type ParagraphReferences = {
  /** A run that refers to a paragraph. */
  children(run: Run, to: Reference, write: (run: Run) => TextRun): ParagraphChild[]
  /**
   * The content of a paragraph, or the number of a figure, with a bookmark if something refers to
   * it.
   */
  marked(index: number, children: ParagraphChild[]): ParagraphChild[]
}

/** Word hides bookmarks with this name from the list of a person's own. */
const bookmark = (index: number): string => `_Ref${index + 1}`

/** `numbers` are the Word numbers of the blocks. */
export const paragraphReferences = (
  blocks: readonly Block[],
  numbers: readonly WordNumber[],
): ParagraphReferences => {
  /** Word leaves out the full stop, as the page does. */
  const isCounted = ({ mark, index }: PlacePart): boolean => {
    const { list, typed } = numbers[index] ?? {}
    const number = blocks[index]?.number
    const isOurs = number === mark || number === `${mark}.`
    return list !== undefined && typed === undefined && list.instance !== bracketed && isOurs
  }
  const isFigure = (index: number): boolean => blocks[index]?.kind === 'figure'
  const isField = ({ reads }: Reference): boolean =>
    reads?.path.every(part => isFigure(part.index) || isCounted(part)) ?? false
  const wanted = new Set(
    blocks.flatMap(({ runs }) =>
      runs.flatMap(({ to }) => {
        if (to?.reads?.standing !== 'there') return []
        return isField(to) ? to.reads.path.map(({ index }) => index) : [to.reads.index]
      }),
    ),
  )
  return {
    children(run, to, write) {
      const { reads } = to
      if (reads?.standing !== 'there') return [write(run)]
      if (!isField(to))
        return [new InternalHyperlink({ anchor: bookmark(reads.index), children: [write(run)] })]
      const text = (words: string): ParagraphChild[] =>
        words === '' ? [] : [write({ ...run, text: words })]
      return [
        ...text(reads.before),
        ...reads.path.flatMap(({ before, mark, index }) => [
          ...text(before),
          isFigure(index)
            ? new SimpleField(` REF ${bookmark(index)} \\h `, mark)
            : new NumberedItemReference(bookmark(index), mark, {
                referenceFormat: NumberedItemReferenceFormat.NO_CONTEXT,
              }),
        ]),
        ...text(reads.after),
      ]
    },
    marked: (index, children) =>
      wanted.has(index) ? [new Bookmark({ id: bookmark(index), children })] : children,
  }
}
