// The parts of a page that the index keeps: its blocks as text, its words, the instruments it cites.
// Migrations use the same functions, so that an archive of an earlier program is found alike.
import { instrumentsIn } from '#document/citations'
import type { SearchBlock } from './rows.ts'
import { foldedText } from './tokenizer.ts'

export const toText = (blocks: readonly SearchBlock[]): string =>
  JSON.stringify(
    blocks.map(({ block, number, text, what }) =>
      what === undefined ? [block, number, text] : [block, number, text, what],
    ),
  )

type Stored = [SearchBlock['block'], string, string, SearchBlock['what']?]

export const toBlocks = (text: string): SearchBlock[] =>
  (JSON.parse(text) as Stored[]).map(([block, number, content, what]) =>
    what === undefined ? { block, number, text: content } : { block, number, text: content, what },
  )

/** The indexed text of a page. */
export const wordsOfPage = (title: string, blocks: readonly SearchBlock[]): string =>
  [title, ...blocks.map(block => block.text)].map(foldedText).join(' ')

/** The instruments that a page cites, each once, as JSON. */
export const citedIn = (title: string, blocks: readonly SearchBlock[]): string => {
  const texts = [title, ...blocks.map(block => block.text)]
  // Most pages cite nothing, and one look at the whole page costs less than one at each block.
  if (instrumentsIn(texts.join('\n')).length === 0) return '[]'
  const cited = texts.flatMap(text => instrumentsIn(text).map(({ instrument }) => instrument))
  return JSON.stringify([...new Set(cited)])
}
