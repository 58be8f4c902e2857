// The first paragraphs of a long text, for a preview before the window has all of it and has made
// its page. The first block that the editor draws in any other way than as words ends them.
import * as Y from 'yjs'
import { textFormats as formats, rootOf, readMeta, readBlock } from '#document/tree'
import { numberBlocks } from '#document/numbering'
import type { Block, Run } from '#document/model'

/** Paragraphs from which on it takes the window longer to make a page than to show a beginning. */
const longText = 200
/** Paragraphs: more than any window shows at once. */
const most = 40

const words = new Set<string>(['text', ...formats])
const isPlainRun = (run: Run): boolean => Object.keys(run).every(name => words.has(name))
const isPlain = ({ unknown, label, bracket, cell, kind, runs }: Block): boolean =>
  !unknown &&
  label === undefined &&
  !bracket &&
  !cell &&
  kind !== 'figure' &&
  kind !== 'pagebreak' &&
  runs.length > 0 &&
  runs.every(isPlainRun)

/** Up to the first paragraph that is more than words; none of a shorter text. */
export function firstBlocks(doc: Y.Doc): Block[] {
  const root = rootOf(doc)
  if (root.length < longText) return []
  const blocks: Block[] = []
  for (const element of root.slice(0, most)) {
    const block = element instanceof Y.XmlElement ? readBlock(element) : null
    if (!block || !isPlain(block)) break
    blocks.push(block)
  }
  const numbers = numberBlocks(blocks, readMeta(doc))
  return blocks.map((block, index) => ({ ...block, number: numbers[index] ?? '' }))
}
