// References to paragraphs and figures that a program can follow by itself: a field for each number of
// the place ("8" and "(b)"), so that they follow later edits. If the program does not count as the page
// does (a number that is typed, in brackets, or with a mark that programs do not have), the words are
// the app's, with a link to the paragraph.
import type { Block, PlacePart, Reference } from '#document/model'
import type { FileNumber } from './numbers.ts'

export type ReferenceTargets = {
  /** Whether something refers to the block. */
  isWanted(index: number): boolean
  isFigure(index: number): boolean
  /** Whether the program counts each number of the place as the page does. */
  isField(reference: Reference): boolean
}

export const referenceTargets = (
  blocks: readonly Block[],
  numbers: readonly FileNumber[],
): ReferenceTargets => {
  const isFigure = (index: number): boolean => blocks[index]?.kind === 'figure'
  /** Programs leave out the full stop, as the page does. */
  const isCounted = ({ mark, index }: PlacePart): boolean => {
    const { list, typed } = numbers[index] ?? {}
    const number = blocks[index]?.number
    const isOurs = number === mark || number === `${mark}.`
    return list !== undefined && typed === undefined && !list.inBrackets && isOurs
  }
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
  return { isWanted: index => wanted.has(index), isFigure, isField }
}

/** Programs hide bookmarks with this name from the list of a person's own. */
export const bookmarkOf = (index: number): string => `_Ref${index + 1}`
