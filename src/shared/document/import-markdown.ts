// Markdown into blocks: headings, lists, quotes, emphasis and safe links. Ordered lists become
// numbered paragraphs, unordered ones bullets, each by its depth. What has no place on our page
// (code, rules, raw markup) gives its text. Pipe tables become tables.
import type { DocumentKind } from '../contract.ts'
import { emptyImport, hasNoise, linesOf, type Imported, type ImportNote } from './imported.ts'
import { draftsOf, type Draft } from './markdown-blocks.ts'
import { readInline } from './markdown-inline.ts'
import { blockText, type Run } from './page.ts'
import { countedNames, tableOfNames } from './new-tables.ts'
import { typedNumbers } from './typed-numbers.ts'
import type { NewBlock } from './write-blocks.ts'

/** One that does not end is text. */
const withoutComments = (source: string): string => {
  let [text, at] = ['', 0]
  for (;;) {
    const from = source.indexOf('<!--', at)
    const end = from < 0 ? -1 : source.indexOf('-->', from + 4)
    if (end < 0) return text + source.slice(at)
    text += source.slice(at, from)
    at = end + 3
  }
}

/** Takes characters off the beginning of the runs. */
const withoutStart = (runs: readonly Run[], length: number): Run[] => {
  let left = length
  return runs.flatMap(run => {
    const cut = Math.min(left, run.text.length)
    left -= cut
    return cut === run.text.length ? [] : [{ ...run, text: run.text.slice(cut) }]
  })
}

/** A number typed in front of a heading or paragraph, as exports write it, is taken off. */
const withoutNumber = (block: NewBlock, numbers: ReturnType<typeof typedNumbers>): NewBlock => {
  const text = blockText(block)
  const isHeading = /^h\d$/.test(block.kind)
  if (!isHeading && block.kind !== 'paragraph') {
    numbers.passed(block.kind)
    return block
  }
  const marked = isHeading ? numbers.readHeading(text, block.kind) : numbers.read(text)
  if (marked === null) return block
  const { kind } = marked
  return { ...block, kind, runs: withoutStart(block.runs, text.length - marked.text.length) }
}

const blockOf = ({ kind, lines, literal }: Draft, notes: Set<ImportNote>): NewBlock => {
  const text = lines.join('\n')
  return { kind, runs: literal ? [{ text }] : readInline(text, notes) }
}

/** Null where it is no table of ours: its rows are then paragraphs. */
const tableBlocks = (
  [header = [], ...rows]: readonly string[][],
  name: () => string,
  notes: Set<ImportNote>,
): NewBlock[] | null => {
  // Whoever has no header writes an empty one.
  const head = header.some(cell => cell !== '')
  const words = [...(head || rows.length === 0 ? [header] : []), ...rows]
  const cells = tableOfNames({ rows: words.length, columns: header.length, head }, name)
  return (
    cells &&
    words.flat().map((text, at) => {
      const cell = cells[at]
      return { kind: 'paragraph', runs: readInline(text, notes), ...(cell && { cell }) }
    })
  )
}

const blocksOf = (draft: Draft, name: () => string, notes: Set<ImportNote>): NewBlock[] => {
  if (!draft.rows) return [blockOf(draft, notes)]
  const rows = draft.rows.map(cells => ({ ...draft, lines: [cells.join(' ')] }))
  return tableBlocks(draft.rows, name, notes) ?? rows.map(row => blockOf(row, notes))
}

/** Reads a Markdown file into a document of the kind. */
export const blocksFromMarkdown = (source: string, kind: DocumentKind = 'statement'): Imported => {
  const notes = new Set<ImportNote>()
  if (hasNoise(source.replace(/^\ufeff/, ''))) notes.add('noise-removed')
  const [numbers, name] = [typedNumbers(kind), countedNames()]
  const blocks = draftsOf(linesOf(withoutComments(source)))
    .flatMap(draft => blocksOf(draft, name, notes))
    .filter(block => block.runs.length > 0 || block.cell)
    .map(block => (block.cell ? block : withoutNumber(block, numbers)))
  const [first] = blocks
  return {
    blocks: blocks.length > 0 ? blocks : [...emptyImport],
    notes: [...notes],
    title: first?.kind === 'h1' ? blockText(first) : null,
  }
}
