// The first paragraphs of a long text as the replica has them, for a look at it before the editor has
// made the page. What the editor draws in any other way than as words ends them.
import {
  numberBlocks,
  readBlock,
  rootOf,
  type Block,
  type Numbering,
  type Run,
} from '#shared/document'
import * as Y from 'yjs'
import { largePage } from './watch-page.ts'

/** Paragraphs: more than any window shows at once. */
const most = 40

/** The class that each format has in the editor. */
export const formats = {
  bold: 'text-bold',
  italic: 'text-italic',
  underline: 'text-underline',
  strikethrough: 'text-strikethrough',
  superscript: 'text-superscript',
  subscript: 'text-subscript',
} as const
export const isFormat = (name: string): name is keyof typeof formats => Object.hasOwn(formats, name)

const isPlainRun = (run: Run): boolean =>
  Object.keys(run).every(name => name === 'text' || isFormat(name))
const isPlain = ({ unknown, label, bracket, cell, kind, runs }: Block): boolean =>
  !unknown &&
  label === undefined &&
  !bracket &&
  !cell &&
  kind !== 'figure' &&
  kind !== 'pagebreak' &&
  runs.length > 0 &&
  runs.every(isPlainRun)

/** The first paragraphs of a long text, up to one that is more than words; none of a shorter text. */
export function firstBlocks(doc: Y.Doc, numbering: Numbering): Block[] {
  const root = rootOf(doc)
  if (root.length < largePage) return []
  const blocks: Block[] = []
  for (const element of root.slice(0, most)) {
    const block = element instanceof Y.XmlElement ? readBlock(element) : null
    if (!block || !isPlain(block)) break
    blocks.push(block)
  }
  const numbers = numberBlocks(blocks, numbering)
  return blocks.map((block, index) => ({ ...block, number: numbers[index] ?? '' }))
}
