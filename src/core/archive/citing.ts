// Finds paragraphs on this device that cite an instrument. Each page names the instruments that it
// cites; the words of each paragraph decide, read as the window reads them.
import { instrumentsIn } from '#document/citations'
import type { DocumentId } from '#shared/ids'
import { toBlob, toId } from './columns.ts'
import { toBlocks } from './page-words.ts'
import { snippetOf } from './query.ts'
import type { FoundBlock, SearchAnswer, SearchBlock, SearchRequest } from './rows.ts'
import type { Reader } from './statements.ts'
import { wordsOf, type Word } from './tokenizer.ts'

/** `instrument`: under its one name. */
export type CitingRequest = Pick<SearchRequest, 'groups' | 'limit'> & { instrument: string }

type Page = { document: Buffer; title: string; blocks: string }

const defaultLimit = 200

/** The words of the citations of these instruments, and how many of the instruments are cited. */
export const citingMarks = (
  text: string,
  words: readonly Word[],
  instruments: readonly string[],
): { marked: Set<number>; found: number } => {
  const cited = instrumentsIn(text).filter(each => instruments.includes(each.instrument))
  const marked = words.flatMap(({ from, to }, index) =>
    cited.some(stretch => stretch.from <= from && to <= stretch.to) ? [index] : [],
  )
  const found = new Set(cited.map(({ instrument }) => instrument)).size
  return { marked: new Set(marked), found }
}

/** One hit for each paragraph, the pages that changed last first; `total` counts pages. */
export const citingReader = (database: Reader) => {
  const find = database.prepare<[object], Page>(`SELECT pages.document, pages.title, blocks
    FROM pages JOIN page_texts ON page_texts.number = pages.number
    WHERE instr(pages.cited, @name) > 0
      AND (@groups IS NULL OR instr(@groups, pages.group_id) > 0)
    ORDER BY pages.number DESC`)
  return ({ instrument, groups, limit = defaultLimit }: CitingRequest): SearchAnswer => {
    const hits: FoundBlock[] = []
    let total = 0
    for (const page of find.iterate({
      name: JSON.stringify(instrument),
      groups: groups ? Buffer.concat(groups.map(toBlob)) : null,
    })) {
      total++
      if (hits.length >= limit) continue
      const document = toId<DocumentId>(page.document)
      const title: SearchBlock = { block: null, number: '', text: page.title }
      let before: SearchBlock['block'] = null
      for (const { block, number, text, what } of [title, ...toBlocks(page.blocks)]) {
        const words = wordsOf(text)
        const { marked, found } = citingMarks(text, words, [instrument])
        // A paragraph with a suggestion is there twice.
        const isTwin = what === 'suggested' && before === block
        if (found === 0 || isTwin || hits.length >= limit) continue
        before = block
        hits.push({ document, block, number, snippet: snippetOf(text, words, marked) })
      }
    }
    return { hits, total }
  }
}
