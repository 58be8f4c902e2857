// Full-text search over every page on this device. The index is inside the encrypted database and
// holds words only; snippets come from the blocks' own text.
//
// One index row is one document. Its number grows each time the page is indexed, so that the index
// itself walks from the newest to the oldest: a query looks at the newest matches and at matching
// titles, scores those, and does not score the rest.
import type { DocumentId } from '#shared/ids'
import { toBlob, toId, type Write } from './columns.ts'
import type { Database } from './database.ts'
import { findPhrases, matchExpression, parseQuery, snippetOf, type Phrase } from './query.ts'
import type { FoundBlock, SearchAnswer, SearchBlock, SearchRequest } from './rows.ts'
import { foldedText, wordsOf } from './words.ts'

export type SearchStore = {
  /** Makes `blocks` and the document's present title what is found of it. */
  replace(document: DocumentId, blocks: readonly SearchBlock[]): void
  remove(document: DocumentId): void
  query(request: SearchRequest): SearchAnswer
}

const candidates = 200
const defaultLimit = 20

type PageColumns = { number: number; title: string }
type BlockColumns = { block: string | null; number: string; text: string }
type Candidate = { number: number; document: Buffer; title: string }

const bodyOf = (blocks: readonly { text: string }[]): string =>
  blocks.map(block => foldedText(block.text)).join(' ')

export const searchStore = (database: Database, write: Write): SearchStore => {
  const page = database.prepare<[Buffer], PageColumns>(
    'SELECT number, title FROM pages WHERE document = ?',
  )
  const addPage = database.prepare(`
    INSERT INTO pages VALUES ((SELECT coalesce(max(number), 0) + 1 FROM pages), ?, ?)`)
  const removePage = database.prepare('DELETE FROM pages WHERE number = ?')
  const blocksOf = database.prepare<[Buffer], BlockColumns>(
    'SELECT block, number, text FROM page_blocks WHERE document = ? ORDER BY place',
  )
  const addBlock = database.prepare('INSERT INTO page_blocks VALUES (?, ?, ?, ?, ?)')
  const removeBlocks = database.prepare('DELETE FROM page_blocks WHERE document = ?')
  const addWords = database.prepare('INSERT INTO page_words (rowid, title, body) VALUES (?, ?, ?)')
  const removeWords = database.prepare(
    `INSERT INTO page_words (page_words, rowid, title, body) VALUES ('delete', ?, ?, ?)`,
  )
  const titleOf = database.prepare<[Buffer], { title: string }>(
    'SELECT title FROM documents WHERE id = ?',
  )
  const filter = `(@group IS NULL OR documents.group_id = @group)
    AND (@kinds IS NULL OR documents.kind IN (SELECT value FROM json_each(@kinds)))`
  const newest = database.prepare<[object], Candidate>(`
    SELECT pages.number, pages.document, pages.title
    FROM page_words JOIN pages ON pages.number = page_words.rowid
      JOIN documents ON documents.id = pages.document
    WHERE page_words MATCH @match AND ${filter}
    ORDER BY page_words.rowid DESC LIMIT @limit`)
  const countAll = database.prepare<[object], { total: number }>(
    'SELECT count(*) AS total FROM page_words WHERE page_words MATCH @match',
  )
  const countSome = database.prepare<[object], { total: number }>(`
    SELECT count(*) AS total FROM page_words JOIN pages ON pages.number = page_words.rowid
      JOIN documents ON documents.id = pages.document
    WHERE page_words MATCH @match AND ${filter}`)

  const drop = (document: Buffer): void => {
    const known = page.get(document)
    if (!known) return
    removeWords.run(known.number, foldedText(known.title), bodyOf(blocksOf.all(document)))
    removeBlocks.run(document)
    removePage.run(known.number)
  }

  const bestBlock = (candidate: Candidate, phrases: readonly Phrase[]) => {
    const inTitle = findPhrases(wordsOf(candidate.title), phrases)
    let score = 0
    let best: FoundBlock | null = null
    for (const block of blocksOf.iterate(candidate.document)) {
      const words = wordsOf(block.text)
      const { marked, found, exact } = findPhrases(words, phrases)
      const worth = found * 8 + exact * 2 + Math.min(marked.size, 4) / 4
      if (found === 0 || worth <= score) continue
      score = worth
      best = {
        document: toId(candidate.document),
        block: block.block as FoundBlock['block'],
        number: block.number,
        snippet: snippetOf(block.text, words, marked),
      }
    }
    const words = wordsOf(candidate.title)
    const titleOnly = (): FoundBlock => ({
      document: toId(candidate.document),
      block: null,
      number: '',
      snippet: snippetOf(candidate.title, words, inTitle.marked),
    })
    return { hit: best ?? titleOnly(), score: score + inTitle.found * 12 }
  }

  return {
    replace: (document, blocks) =>
      write(() => {
        const id = toBlob(document)
        const title = titleOf.get(id)?.title ?? ''
        drop(id)
        addPage.run(id, title)
        for (const [place, block] of blocks.entries()) {
          addBlock.run(id, place, block.block, block.number, block.text)
        }
        addWords.run(page.get(id)?.number, foldedText(title), bodyOf(blocks))
      }),
    remove: document => write(() => drop(toBlob(document))),
    query: ({ text, group, kinds, limit = defaultLimit }) => {
      const phrases = parseQuery(text)
      if (phrases.length === 0) return { hits: [], total: 0 }
      const match = matchExpression(phrases)
      const scope = {
        group: group ? toBlob(group) : null,
        kinds: kinds ? JSON.stringify(kinds) : null,
      }
      const wanted = Math.max(limit, candidates)
      const found = [
        ...newest.all({ ...scope, match, limit: wanted }),
        ...newest.all({ ...scope, match: `title : (${match})`, limit: wanted }),
      ]
      const distinct = new Map(found.map(candidate => [candidate.number, candidate]))
      const scored = [...distinct.values()].map(candidate => ({
        number: candidate.number,
        ...bestBlock(candidate, phrases),
      }))
      scored.sort((a, b) => b.score - a.score || b.number - a.number)
      const count = scope.group || scope.kinds ? countSome : countAll
      return {
        hits: scored.slice(0, limit).map(({ hit }) => hit),
        total: count.get({ ...scope, match })?.total ?? 0,
      }
    },
  }
}
