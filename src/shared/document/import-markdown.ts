// Markdown into blocks: headings, lists, quotes, emphasis and safe links. Ordered lists become
// numbered paragraphs, unordered ones bullets, each by its depth. Code, rules and raw markup have
// no place on our page and give their text. Pipe tables become tables.
import type { DocumentKind } from '../vocabulary.ts'
import {
  cleanText,
  emptyImport,
  hasNoise,
  linesOf,
  mustBeFew,
  type Imported,
  type ImportNote,
  type ReadInSteps,
} from './imported.ts'
import { readingDrafts, type Draft } from './markdown-blocks.ts'
import { readInline } from './markdown-inline.ts'
import { blockText, type Run } from './page.ts'
import { countedNames, tableOfNames } from './new-tables.ts'
import { typedNumbers, withoutTypedNumber } from './typed-numbers.ts'
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

/** Characters of a paragraph that is read for its signs; a longer one is taken as it stands. */
const longestSigned = 1 << 14

const runsOf = (text: string, notes: Set<ImportNote>): Run[] =>
  text.length > longestSigned ? [{ text: cleanText(text).trim() }] : readInline(text, notes)

const blockOf = ({ kind, lines, literal }: Draft, notes: Set<ImportNote>): NewBlock => {
  const text = lines.join('\n')
  return { kind, runs: literal ? [{ text: cleanText(text) }] : runsOf(text, notes) }
}

/** A row for each cell, or for each line where it is no table of ours: those are then paragraphs. */
function* rowsOf(
  draft: Draft,
  [header = [], ...rows]: readonly string[][],
  name: () => string,
  notes: Set<ImportNote>,
): Generator<NewBlock> {
  // A table without a header has an empty one.
  const head = header.some(cell => cell !== '')
  const words = [...(head || rows.length === 0 ? [header] : []), ...rows]
  const cells = tableOfNames({ rows: words.length, columns: header.length, head }, name)
  if (!cells) {
    for (const row of [header, ...rows]) yield blockOf({ ...draft, lines: [row.join(' ')] }, notes)
    return
  }
  for (const [at, text] of words.flat().entries()) {
    const cell = cells[at]
    yield { kind: 'paragraph', runs: runsOf(text, notes), ...(cell && { cell }) }
  }
}

function* blocksOf(draft: Draft, name: () => string, notes: Set<ImportNote>): Generator<NewBlock> {
  if (draft.rows) yield* rowsOf(draft, draft.rows, name, notes)
  else yield blockOf(draft, notes)
}

/** As long as a title may be. */
const longestTitle = 300

/** Reads a Markdown file into a document of the kind. Failure `file-too-large`. */
export function* readingMarkdown(
  source: string,
  kind: DocumentKind = 'statement',
): ReadInSteps<Imported> {
  const notes = new Set<ImportNote>()
  if (hasNoise(source.replace(/^\ufeff/, ''))) notes.add('noise-removed')
  yield
  const drafts = yield* readingDrafts(yield* linesOf(withoutComments(source)))
  const [numbers, name] = [typedNumbers(kind), countedNames()]
  const blocks: NewBlock[] = []
  let runs = 0
  for (const [at, draft] of drafts.entries())
    for (const block of blocksOf(draft, name, notes)) {
      yield at / drafts.length
      if (block.runs.length === 0 && !block.cell) continue
      blocks.push(block.cell ? block : withoutTypedNumber(block, numbers))
      runs += block.runs.length
      mustBeFew('blocks', blocks.length)
      mustBeFew('runs', runs)
    }
  const [first] = blocks
  return {
    blocks: blocks.length > 0 ? blocks : [...emptyImport],
    notes: [...notes],
    title: first?.kind === 'h1' ? blockText(first).slice(0, longestTitle) : null,
  }
}
