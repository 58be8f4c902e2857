// Full-text search over every page on this device. The index lies inside the encrypted database
// and holds words only; snippets come from the blocks' own text.
//
// One index row is one document, and its number grows each time the page is indexed, so the index
// itself walks from the newest to the oldest. Matches in the title come first, then those whose
// words stand in a row, then the rest; newest first in each. So a query reads as many rows as it
// shows, and scores none of the others.
import type { DocumentId } from '#shared/ids'
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
import { foldedText, wordsOf, type Word } from './words.ts'
import type { Statements } from './statements.ts'

export type SearchStore = {
  /** Makes `blocks` what is found of the document, beside its title. */
  replace(document: DocumentId, blocks: readonly SearchBlock[]): void
  remove(document: DocumentId): void
  query(request: SearchRequest): SearchAnswer
  /** Clears words of earlier versions out of the index's file pages; reads the whole index. */
  purge(): void
}

const defaultLimit = 20

type Page = { number: number; group_id: Buffer; kind: string; title: string }
type Row = Omit<Page, 'number'>
type Block = { block: string | null; number: string; text: string }
/** `inRow`: found because all its words stand in a row somewhere. */
type Candidate = { number: number; document: Buffer; title: string; inRow?: boolean }

const bodyOf = (blocks: readonly { text: string }[]): string =>
  blocks.map(block => foldedText(block.text)).join(' ')

const sameText = (a: readonly Block[], b: readonly SearchBlock[]): boolean =>
  a.length === b.length && a.every((block, place) => block.text === b[place]?.text)

const samePage = (page: Page, row: Row): boolean =>
  page.title === row.title && page.kind === row.kind && page.group_id.equals(row.group_id)

/** Keeps pages, their blocks and the word index in step. */
const indexWriter = (database: Statements) => {
  const pageOf = database.prepare<[Buffer], Page>(
    'SELECT number, group_id, kind, title FROM pages WHERE document = ?',
  )
  const rowOf = database.prepare<[Buffer], Row>(
    'SELECT group_id, kind, title FROM documents WHERE id = ?',
  )
  const blocksOf = database.prepare<[Buffer], Block>(
    'SELECT block, number, text FROM page_blocks WHERE document = ? ORDER BY place',
  )
  const addPage = database.prepare<[Buffer, Buffer, string, string], { number: number }>(`
    INSERT INTO pages VALUES ((SELECT coalesce(max(number), 0) + 1 FROM pages), ?, ?, ?, ?)
    RETURNING number`)
  const removePage = database.prepare('DELETE FROM pages WHERE number = ?')
  const addBlock = database.prepare('INSERT INTO page_blocks VALUES (?, ?, ?, ?, ?)')
  const removeBlocks = database.prepare('DELETE FROM page_blocks WHERE document = ?')
  const addWords = database.prepare('INSERT INTO page_words (rowid, title, body) VALUES (?, ?, ?)')
  const removeWords = database.prepare(
    `INSERT INTO page_words (page_words, rowid, title, body) VALUES ('delete', ?, ?, ?)`,
  )
  const setBlocks = (document: Buffer, blocks: readonly SearchBlock[]): void => {
    removeBlocks.run(document)
    for (const [place, { block, number, text }] of blocks.entries()) {
      addBlock.run(document, place, block, number, text)
    }
  }
  // The index keeps no text: what leaves it has to be named word for word as it went in.
  const dropPage = (document: Buffer, page: Page, blocks: readonly Block[]): void => {
    removeWords.run(page.number, foldedText(page.title), bodyOf(blocks))
    removePage.run(page.number)
  }
  const add = (document: Buffer, row: Row, body: string): void => {
    const number = addPage.get(document, row.group_id, row.kind, row.title)?.number
    addWords.run(number, foldedText(row.title), body)
  }
  return {
    blocksOf,
    replace: (document: Buffer, blocks: readonly SearchBlock[]): void => {
      const row = rowOf.get(document)
      if (!row) return
      const page = pageOf.get(document)
      const before = page ? blocksOf.all(document) : []
      setBlocks(document, blocks)
      if (page && samePage(page, row) && sameText(before, blocks)) return
      if (page) dropPage(document, page, before)
      add(document, row, bodyOf(blocks))
    },
    refresh: (document: Buffer): void => {
      const row = rowOf.get(document)
      const page = pageOf.get(document)
      if (!row || (page && samePage(page, row))) return
      const blocks = page ? blocksOf.all(document) : []
      if (page) dropPage(document, page, blocks)
      add(document, row, bodyOf(blocks))
    },
    remove: (document: Buffer): void => {
      const page = pageOf.get(document)
      if (!page) return
      dropPage(document, page, blocksOf.all(document))
      removeBlocks.run(document)
    },
  }
}

/** Finds documents in the order described above, without reading their text. */
const indexReader = (database: Statements) => {
  const filter = `(@group IS NULL OR pages.group_id = @group)
    AND (@kinds IS NULL OR pages.kind IN (SELECT value FROM json_each(@kinds)))`
  const find = database.prepare<[object], Candidate>(`
    SELECT pages.number, pages.document, pages.title
    FROM page_words CROSS JOIN pages ON pages.number = page_words.rowid
    WHERE page_words MATCH @match AND ${filter} ORDER BY page_words.rowid DESC LIMIT @limit`)
  const countAll = database.prepare<[object], { total: number }>(
    'SELECT count(*) AS total FROM page_words WHERE page_words MATCH @match',
  )
  const countSome = database.prepare<[object], { total: number }>(`
    SELECT count(*) AS total FROM page_words CROSS JOIN pages ON pages.number = page_words.rowid
    WHERE page_words MATCH @match AND ${filter}`)
  return (phrases: readonly Phrase[], { group, kinds, limit = defaultLimit }: SearchRequest) => {
    const all = matchExpression(phrases)
    const row = phrases.length > 1 ? matchExpression([inOneRow(phrases)]) : null
    const tiers = [`title : (${all})`, ...(row ? [row] : []), all]
    const scope = {
      group: group ? toBlob(group) : null,
      kinds: kinds ? JSON.stringify(kinds) : null,
    }
    const found = new Map<number, Candidate>()
    for (const match of tiers) {
      if (found.size >= limit) break
      for (const candidate of find.all({ ...scope, match, limit })) {
        if (found.has(candidate.number) || found.size === limit) continue
        found.set(candidate.number, { ...candidate, inRow: match === row })
      }
    }
    const count = group || kinds ? countSome : countAll
    const total = count.get(group || kinds ? { ...scope, match: all } : { match: all })?.total ?? 0
    return { candidates: [...found.values()], total }
  }
}

export const searchStore = (
  database: Statements,
  write: Write,
): SearchStore & { refresh: (document: DocumentId) => void } => {
  const index = indexWriter(database)
  const find = indexReader(database)
  const purge = database.prepare(`INSERT INTO page_words (page_words) VALUES ('optimize')`)

  /** The first block that has the most of what was sought. */
  const bestBlock = (candidate: Candidate, phrases: readonly Phrase[]): FoundBlock => {
    let most = 0
    let best: { block: Block; words: Word[]; marked: Set<number> } | null = null
    for (const block of index.blocksOf.iterate(candidate.document)) {
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
      return { document, block: block.block as FoundBlock['block'], number: block.number, snippet }
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
    purge: () => write(() => void purge.run()),
    query: request => {
      const phrases = parseQuery(request.text)
      if (phrases.length === 0) return { hits: [], total: 0 }
      const { candidates, total } = find(phrases, request)
      const sought = (candidate: Candidate) => (candidate.inRow ? [inOneRow(phrases)] : phrases)
      return { hits: candidates.map(each => bestBlock(each, sought(each))), total }
    },
  }
}
