// Finds paragraphs on this device that cite an instrument. The index lists candidate pages; the
// words of each paragraph decide, read as the window reads them.
import { instrumentsIn, writtenNames } from '#shared/document'
import type { DocumentId } from '#shared/ids'
import { toBlob, toId } from './columns.ts'
import { matchExpression, parseQuery, snippetOf } from './query.ts'
import type { FoundBlock, SearchAnswer, SearchBlock, SearchRequest } from './rows.ts'
import type { Reader } from './statements.ts'
import { wordsOf } from './tokenizer.ts'

/** `instrument`: under its one name. `text`: words that the page holds too. */
export type CitingRequest = SearchRequest & { instrument: string }

type Page = { document: Buffer; title: string; blocks: string }

const defaultLimit = 200

/**
 * The words of an instrument in a row; a session is also written apart, "CSW 62", and in full, which only
 * the name of its body tells of here, and a resolution by the name of its organ and its number.
 */
const expressionOf = (instrument: string): string => {
  const apart = instrument.replace(/^([A-Z]+)(\d+)$/, '$1 $2')
  const rows = [instrument, apart, ...writtenNames(instrument)]
  return rows
    .map(
      row =>
        `"${wordsOf(row)
          .map(word => word.folded)
          .join(' ')}"`,
    )
    .join(' OR ')
}

const cites = (text: string, instrument: string): boolean =>
  instrumentsIn(text).some(each => each.instrument === instrument)

/** The citing words marked in what stands around the first of them. */
const snippetIn = (text: string, instrument: string): FoundBlock['snippet'] => {
  const cited = instrumentsIn(text).filter(each => each.instrument === instrument)
  const words = wordsOf(text)
  const marked = words.flatMap(({ from, to }, index) =>
    cited.some(stretch => stretch.from <= from && to <= stretch.to) ? [index] : [],
  )
  return snippetOf(text, words, new Set(marked))
}

/** One hit for each paragraph, the pages that changed last first; `total` counts pages. */
export const citingReader = (database: Reader) => {
  const find = database.prepare<[object], Page>(
    `SELECT pages.document, pages.title, pages.blocks
    FROM page_words CROSS JOIN pages ON pages.number = page_words.rowid
    WHERE page_words MATCH @match AND (@groups IS NULL OR instr(@groups, pages.group_id) > 0)
      AND (@kinds IS NULL OR pages.kind IN (SELECT value FROM json_each(@kinds)))
    ORDER BY page_words.rowid DESC`,
  )
  return (
    { instrument, text, groups, kinds, limit = defaultLimit }: CitingRequest,
    toBlocks: (stored: string) => SearchBlock[],
  ): SearchAnswer => {
    const phrases = parseQuery(text)
    const also = phrases.length === 0 ? '' : ` AND ${matchExpression(phrases)}`
    const hits: FoundBlock[] = []
    let total = 0
    for (const page of find.iterate({
      match: `(${expressionOf(instrument)})${also}`,
      groups: groups ? Buffer.concat(groups.map(toBlob)) : null,
      kinds: kinds ? JSON.stringify(kinds) : null,
    })) {
      const document = toId<DocumentId>(page.document)
      const title = { block: null, number: '', text: page.title }
      const citing = [title, ...toBlocks(page.blocks)].filter(({ text: words }) =>
        cites(words, instrument),
      )
      for (const { block, number, text: words } of citing.slice(0, limit - hits.length))
        hits.push({ document, block, number, snippet: snippetIn(words, instrument) })
      if (citing.length > 0) total++
    }
    return { hits, total }
  }
}
