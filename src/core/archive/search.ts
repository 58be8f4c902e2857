// Full-text search over every page on this device. The index lies inside the encrypted database
// and holds words only; snippets come from the blocks' own text.
//
// One row of the index is one document, and its number grows each time the page is indexed, so the
// index itself walks from the newest to the oldest. Matches in the title come first, then those
// with the words in a row, then the rest; newest first in each. So a query reads as many rows as
// it shows, and scores none of the others. Titles have a small index of their own beside the one of
// title and text together.
import type { DocumentId } from '#shared/ids'
import { citingReader, type CitingRequest } from './citing.ts'
import { toBlob, toId, type Write } from './columns.ts'
import {
  findPhrases,
  inOneRow,
  matchExpression,
  parseQuery,
  snippetOf,
  type Phrase,
} from './query.ts'
import type { FoundBlock, SearchAnswer, SearchBlock, SearchRequest } from './rows.ts'
import type { Reader, Statements } from './statements.ts'
import { foldedText, mayHold, wordsOf, type Word } from './tokenizer.ts'

export type SearchStore = {
  /**
   * Makes `blocks` the searchable text of the document, beside its title. Nothing is kept for a
   * document without a row.
   */
  replace(document: DocumentId, blocks: readonly SearchBlock[]): void
  remove(document: DocumentId): void
  query(request: SearchRequest): SearchAnswer
  /** Every paragraph that cites an instrument. */
  citing(request: CitingRequest): SearchAnswer
  /** Clears words of earlier versions out of the index's file pages; reads the whole index. */
  purge(): void
}

const defaultLimit = 20

type Row = { group_id: Buffer; kind: string; title: string }
type Page = Row & { number: number; blocks: string }
/** `inRow`: all its words stand in a row somewhere. */
type Candidate = { number: number; document: Buffer; title: string; inRow?: boolean }

const toText = (blocks: readonly SearchBlock[]): string =>
  JSON.stringify(blocks.map(({ block, number, text }) => [block, number, text]))

const toBlocks = (text: string): SearchBlock[] =>
  (JSON.parse(text) as [SearchBlock['block'], string, string][]).map(
    ([block, number, content]) => ({ block, number, text: content }),
  )

/** The indexed text of a page. */
const wordsOfPage = (title: string, blocks: readonly SearchBlock[]): string =>
  [title, ...blocks.map(block => block.text)].map(foldedText).join(' ')

const samePage = (page: Page, row: Row): boolean =>
  page.title === row.title && page.kind === row.kind && page.group_id.equals(row.group_id)

const sameText = (a: readonly SearchBlock[], b: readonly SearchBlock[]): boolean =>
  a.length === b.length && a.every((block, place) => block.text === b[place]?.text)

/** Keeps pages and the two indexes in step. */
const indexWriter = (database: Statements) => {
  const pageOf = database.prepare<[Buffer], Page>(
    'SELECT number, group_id, kind, title, blocks FROM pages WHERE document = ?',
  )
  /** Compared with every message, without reading the page's long text. */
  const differs = database.prepare<[Buffer], { one: number }>(`
    SELECT 1 AS one FROM pages JOIN documents ON documents.id = pages.document
    WHERE pages.document = ? AND (pages.title <> documents.title OR pages.kind <> documents.kind
      OR pages.group_id <> documents.group_id)`)
  const rowOf = database.prepare<[Buffer], Row>(
    'SELECT group_id, kind, title FROM documents WHERE id = ?',
  )
  const addPage = database.prepare<[Buffer, Buffer, string, string, string], { number: number }>(`
    INSERT INTO pages VALUES ((SELECT coalesce(max(number), 0) + 1 FROM pages), ?, ?, ?, ?, ?)
    RETURNING number`)
  const setBlocks = database.prepare('UPDATE pages SET blocks = ? WHERE number = ?')
  const removePage = database.prepare('DELETE FROM pages WHERE number = ?')
  const add = (index: string) =>
    database.prepare(`INSERT INTO ${index} (rowid, words) VALUES (?, ?)`)
  const remove = (index: string) =>
    database.prepare(`INSERT INTO ${index} (${index}, rowid, words) VALUES ('delete', ?, ?)`)
  const [addTitle, addWords] = [add('page_titles'), add('page_words')]
  const [removeTitle, removeWords] = [remove('page_titles'), remove('page_words')]

  // The indexes keep no text: removing a page needs its exact words.
  const drop = (page: Page): void => {
    removeTitle.run(page.number, foldedText(page.title))
    removeWords.run(page.number, wordsOfPage(page.title, toBlocks(page.blocks)))
    removePage.run(page.number)
  }
  const put = (document: Buffer, row: Row, blocks: readonly SearchBlock[]): void => {
    const text = toText(blocks)
    const number = addPage.get(document, row.group_id, row.kind, row.title, text)?.number
    addTitle.run(number, foldedText(row.title))
    addWords.run(number, wordsOfPage(row.title, blocks))
  }
  return {
    replace: (document: Buffer, blocks: readonly SearchBlock[]): void => {
      const row = rowOf.get(document)
      if (!row) return
      const page = pageOf.get(document)
      if (page && samePage(page, row) && sameText(toBlocks(page.blocks), blocks)) {
        setBlocks.run(toText(blocks), page.number)
        return
      }
      if (page) drop(page)
      put(document, row, blocks)
    },
    refresh: (document: Buffer): void => {
      if (!differs.get(document)) return
      const row = rowOf.get(document)
      const page = row && pageOf.get(document)
      if (!page) return
      drop(page)
      put(document, row, toBlocks(page.blocks))
    },
    remove: (document: Buffer): void => {
      const page = pageOf.get(document)
      if (page) drop(page)
    },
  }
}

/** Finds documents in the order described above, without reading their text. */
const indexReader = (database: Reader) => {
  const filter = `(@groups IS NULL OR instr(@groups, pages.group_id) > 0)
    AND (@kinds IS NULL OR pages.kind IN (SELECT value FROM json_each(@kinds)))`
  const findIn = (index: string) =>
    database.prepare<[object], Candidate>(`SELECT pages.number, pages.document, pages.title
      FROM ${index} CROSS JOIN pages ON pages.number = ${index}.rowid
      WHERE ${index} MATCH @match AND ${filter} ORDER BY ${index}.rowid DESC LIMIT @limit`)
  const [inTitles, inWords] = [findIn('page_titles'), findIn('page_words')]
  const countAll = database.prepare<[object], { total: number }>(
    'SELECT count(*) AS total FROM page_words WHERE page_words MATCH @match',
  )
  const countSome = database.prepare<
    [object],
    { total: number }
  >(`SELECT count(*) AS total FROM page_words CROSS JOIN pages ON pages.number = page_words.rowid
    WHERE page_words MATCH @match AND ${filter}`)
  return (phrases: readonly Phrase[], { groups, kinds, limit = defaultLimit }: SearchRequest) => {
    const all = matchExpression(phrases)
    const row = phrases.length > 1 ? matchExpression([inOneRow(phrases)]) : null
    const scope = {
      groups: groups ? Buffer.concat(groups.map(toBlob)) : null,
      kinds: kinds ? JSON.stringify(kinds) : null,
    }
    const found = new Map<number, Candidate>()
    const look = (index: typeof inTitles, match: string, inRow: boolean): void => {
      if (found.size === limit) return
      for (const candidate of index.all({ ...scope, match, limit })) {
        if (found.has(candidate.number) || found.size === limit) continue
        found.set(candidate.number, { ...candidate, inRow })
      }
    }
    look(inTitles, all, false)
    if (row) look(inWords, row, true)
    look(inWords, all, false)
    const candidates = [...found.values()]
    if (found.size < limit) return { candidates, total: found.size }
    const total =
      groups || kinds ? countSome.get({ ...scope, match: all }) : countAll.get({ match: all })
    return { candidates, total: total?.total ?? 0 }
  }
}

export const searchStore = (
  database: Statements,
  write: Write,
): SearchStore & { refresh: (document: DocumentId) => void } => {
  const index = indexWriter(database)
  const find = indexReader(database)
  const findCiting = citingReader(database)
  const blocksOf = database.prepare<[number], { blocks: string }>(
    'SELECT blocks FROM pages WHERE number = ?',
  )
  const purges = ['page_titles', 'page_words'].map(name =>
    database.prepare(`INSERT INTO ${name} (${name}) VALUES ('optimize')`),
  )

  /** The most phrases that may be found in a text. */
  const mostIn = (text: string, phrases: readonly Phrase[]): number =>
    phrases.filter(({ words }) => mayHold(text, words)).length

  /** The first block that has the most of what was sought. */
  const bestBlock = (candidate: Candidate, phrases: readonly Phrase[]): FoundBlock => {
    let most = 0
    let best: { block: SearchBlock; words: Word[]; marked: Set<number> } | null = null
    for (const block of toBlocks(blocksOf.get(candidate.number)?.blocks ?? '[]')) {
      if (mostIn(block.text, phrases) <= most) continue
      const words = wordsOf(block.text)
      const { marked, found } = findPhrases(words, phrases)
      if (found > most) best = { block, words, marked }
      most = Math.max(most, found)
      if (most === phrases.length) break
    }
    const document = toId<DocumentId>(candidate.document)
    if (best) {
      const { block, words, marked } = best
      const snippet = snippetOf(block.text, words, marked)
      return { document, block: block.block, number: block.number, snippet }
    }
    const words = wordsOf(candidate.title)
    const { marked } = findPhrases(words, phrases)
    const snippet = snippetOf(candidate.title, words, marked)
    return { document, block: null, number: '', snippet }
  }

  return {
    replace: (document, blocks) => write(() => index.replace(toBlob(document), blocks)),
    refresh: document => index.refresh(toBlob(document)),
    remove: document => write(() => index.remove(toBlob(document))),
    purge: () => write(() => purges.forEach(purge => purge.run())),
    citing: request => findCiting(request, toBlocks),
    query: request => {
      const phrases = parseQuery(request.text)
      if (phrases.length === 0) return { hits: [], total: 0 }
      const { candidates, total } = find(phrases, request)
      const sought = (candidate: Candidate) => (candidate.inRow ? [inOneRow(phrases)] : phrases)
      return { hits: candidates.map(each => bestBlock(each, sought(each))), total }
    },
  }
}
