// How the lines of a text file are cited. The file says of each line its own number alone.
import type { TextFile, TextLine } from '#shared/adoption'
import { numberBlocks, placesOf } from '#document/numbering'
import type { BlockKind } from '#document/model'

/** Kinds that a restricted block may have had; its line says its number alone. */
const numbered: readonly BlockKind[] = [
  'paragraph',
  ...(['num1', 'num2', 'num3', 'num4'] as const),
  ...(['h1', 'h2', 'h3', 'h4', 'figure'] as const),
]

type Counted = { kind: BlockKind }

/** The lines as blocks that count in the same way. */
const countedIn = ({ head, lines }: TextFile): Counted[] => {
  const blocks: Counted[] = []
  const kindOf = (line: TextLine): BlockKind => {
    if (line.what === 'block') return line.kind
    if (line.what === 'figure') return 'figure'
    if (line.what !== 'withheld') return 'paragraph'
    const fits = (kind: BlockKind): boolean =>
      numberBlocks([...blocks, { kind }], head).at(-1) === line.number
    return numbered.find(fits) ?? 'paragraph'
  }
  for (const line of lines) blocks.push({ kind: kindOf(line) })
  return blocks
}

/** How each line is cited: "8 (b)"; a figure and a note by their number. */
export const placesInText = (text: TextFile): string[] => {
  const places = placesOf(countedIn(text), text.head)
  return text.lines.map((line, index) => {
    if (line.what === 'note') return String(line.number)
    return places[index] || ('number' in line ? line.number : '')
  })
}
