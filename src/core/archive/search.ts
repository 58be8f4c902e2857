// Full-text search over every page on this device. The index lies inside the encrypted database
// and holds words only; snippets come from the blocks' own text.
//
// One row of the index is one document, and its number grows each time the page is indexed, so the
// index itself walks from the newest to the oldest. Matches in the title come first, then those
// with the words in a row, then the rest; newest first in each. So the first few cost as many rows as
// are shown, and none of the others is scored. Titles have a small index of their own beside the one
// of title and text together.
import type { DocumentId, GroupId } from '#shared/ids'
import { citingReader, citingMarks, type CitingRequest } from './citing.ts'
import { toBlob, type Write } from './columns.ts'
import { pageIndex, type PageIndex } from './page-index.ts'
import { toBlocks } from './page-words.ts'
import {
  anyOf,
  findPhrases,
  inOneRow,
  matchExpression,
  parseQuery,
  snippetOf,
  type Phrase,
} from './query.ts'
import type {
  FoundBlock,
  FoundPage,
  FoundParagraph,
  SearchAnswer,
  SearchBlock,
  SearchRequest,
} from './rows.ts'
import type { Reader, Statements } from './statements.ts'
import { finderOf, wordsOf, type Word } from './tokenizer.ts'

/** Words to look for; where there are none, citations of one of these instruments. */
export type Sought = { text: string; cites: readonly string[] }

export type SearchStore = {
  /**
   * Makes `blocks` the searchable text of the document, beside its title. Nothing is kept for a
   * document without a row.
   */
  replace(document: DocumentId, blocks: readonly SearchBlock[]): void
  remove(document: DocumentId): void
  /** The first few documents, with the best block of each. */
  query(request: SearchRequest): FoundBlock[]
  /** Every document in which the words are, the best first; without words all, newest change first. */
  all(request: { text: string; groups: readonly GroupId[] }): FoundPage[]
  /** The best block of a document that `all` found, and the numbers of all that are as good, each once. */
  best(page: FoundPage, sought: Sought): FoundBlock & { numbers: string[] }
  /** The blocks of a document in which it was found, each with its neighbours. */
  around(document: DocumentId, sought: Sought): FoundParagraph[]
  /** Every paragraph that cites an instrument. */
  citing(request: CitingRequest): SearchAnswer
  /** Clears words of earlier versions out of the index's file pages; reads the whole index. */
  purge(): void
  /** The same when pages were indexed since the opening, and the index is small. */
  purgeSmall(): void
}

const defaultLimit = 20
/** Blocks of about 4 KB. An index of this size is merged in some hundredths of a second. */
const smallIndex = 512

/** `inRow`: all its words stand in a row somewhere. */
type Candidate = { number: number; document: DocumentId; title: string; inRow?: boolean }

type Columns = Omit<FoundPage, 'shared' | 'cited' | 'inRow'> & { shared: number; cited: string }

/** Finds documents in the order described above, without reading their text. */
const indexReader = (database: Reader) => {
  const without = `(@without IS NULL OR pages.number NOT IN
    (SELECT rowid FROM page_words WHERE page_words MATCH @without))`
  const filter = `(@groups IS NULL OR instr(@groups, pages.group_id) > 0)
    AND (@kinds IS NULL OR pages.kind IN (SELECT value FROM json_each(@kinds)))`
  // A limit that is a plain variable makes SQLite compile the statement again for each search.
  const findIn = (index: string) =>
    database.prepare<[object], Candidate>(`SELECT lower(hex(pages.document)) AS document,
        pages.number, pages.title
      FROM ${index} CROSS JOIN pages ON pages.number = ${index}.rowid
      WHERE ${index} MATCH @match AND ${without} AND ${filter}
      ORDER BY ${index}.rowid DESC LIMIT @limit + 0`)
  const [inTitles, inWords] = [findIn('page_titles'), findIn('page_words')]
  const numbersIn = (index: string) =>
    database.prepare<[string], { number: number }>(
      `SELECT rowid AS number FROM ${index} WHERE ${index} MATCH ?`,
    )
  const [allInTitles, allInWords] = [numbersIn('page_titles'), numbersIn('page_words')]
  const columns = `pages.number, lower(hex(pages.document)) AS document, pages.title,
    lower(hex(documents.group_id)) AS "group", documents.kind, documents.language,
    documents.reference, documents.shared, documents.changed_at AS changedAt, pages.cited`
  const findAll = database.prepare<[object], Columns>(`SELECT ${columns}
    FROM page_words CROSS JOIN pages ON pages.number = page_words.rowid
      CROSS JOIN documents ON documents.id = pages.document
    WHERE page_words MATCH @match AND ${without} AND instr(@groups, pages.group_id) > 0
    ORDER BY page_words.rowid DESC`)
  const listAll = database.prepare<[object], Columns>(`SELECT ${columns}
    FROM pages CROSS JOIN documents ON documents.id = pages.document
    WHERE ${without} AND instr(@groups, pages.group_id) > 0
    ORDER BY documents.changed_at DESC, pages.number DESC`)

  const rowOf = (phrases: readonly Phrase[]): string | null =>
    phrases.length > 1 ? matchExpression([inOneRow(phrases)]) : null
  const numbersOf = (of: typeof allInTitles, match: string | null): ReadonlySet<number> =>
    new Set(match === null ? [] : of.all(match).map(({ number }) => number))

  return {
    first({ text, groups, kinds, limit = defaultLimit }: SearchRequest): Candidate[] {
      const { phrases, without: leftOut } = parseQuery(text)
      if (phrases.length === 0) return []
      const row = rowOf(phrases)
      const scope = {
        groups: groups ? Buffer.concat(groups.map(toBlob)) : null,
        kinds: kinds ? JSON.stringify(kinds) : null,
        without: anyOf(leftOut),
        limit,
      }
      const found = new Map<number, Candidate>()
      const look = (index: typeof inTitles, match: string, inRow: boolean): void => {
        if (found.size === limit) return
        for (const candidate of index.all({ ...scope, match })) {
          if (found.has(candidate.number) || found.size === limit) continue
          found.set(candidate.number, { ...candidate, inRow })
        }
      }
      look(inTitles, matchExpression(phrases), false)
      if (row !== null) look(inWords, row, true)
      look(inWords, matchExpression(phrases), false)
      return [...found.values()]
    },
    all({ text, groups }: { text: string; groups: readonly GroupId[] }): FoundPage[] {
      const { phrases, without: leftOut } = parseQuery(text)
      const match = matchExpression(phrases)
      const scope = { groups: Buffer.concat(groups.map(toBlob)), without: anyOf(leftOut) }
      const rows = match === '' ? listAll.all(scope) : findAll.all({ ...scope, match })
      const inTitle = numbersOf(allInTitles, match === '' ? null : match)
      const inRow = numbersOf(allInWords, rowOf(phrases))
      const tierOf = ({ number }: FoundPage): number =>
        inTitle.has(number) ? 0 : inRow.has(number) ? 1 : 2
      const pages = rows.map(row => ({
        ...row,
        shared: row.shared === 1,
        cited: row.cited === '[]' ? [] : (JSON.parse(row.cited) as string[]),
        inRow: !inTitle.has(row.number) && inRow.has(row.number),
      }))
      return pages.toSorted((a, b) => tierOf(a) - tierOf(b))
    },
  }
}

/** How much of what is sought a block has, and the words that are it. */
type Marks = (block: SearchBlock, words: readonly Word[]) => { marked: Set<number>; found: number }

type Seeker = { most: number; mayHold(text: string, wanted: number): boolean; marks: Marks }

/** Looks for phrases, or for citations where there are none. */
const seekerOf = (phrases: readonly Phrase[], cites: readonly string[]): Seeker => {
  if (phrases.length === 0)
    return {
      most: cites.length,
      mayHold: (_, wanted) => wanted <= cites.length,
      marks: ({ text }, words) => citingMarks(text, words, cites),
    }
  return {
    most: phrases.length,
    mayHold: finderOf(phrases),
    marks: (_, words) => findPhrases(words, phrases),
  }
}

type Best = { block: SearchBlock; words: Word[]; marked: Set<number> }

/** The same paragraph, with the words that are suggested in it. */
const isTwinOf = (block: SearchBlock | undefined, before: SearchBlock | undefined): boolean =>
  block?.what === 'suggested' && before !== undefined && before.block === block.block

/** The first block that has the most of what is sought, and with `isWhole` the others that have it too. */
const bestOf = (blocks: readonly SearchBlock[], seeker: Seeker, isWhole = false): Best[] => {
  let most = 1
  let best: Best[] = []
  for (const [at, block] of blocks.entries()) {
    const wanted = isWhole || best.length === 0 ? most : most + 1
    if (!seeker.mayHold(block.text, wanted)) continue
    const words = wordsOf(block.text)
    const { marked, found } = seeker.marks(block, words)
    if (found < wanted) continue
    if (found === most && isTwinOf(block, blocks[at - 1]) && best.at(-1)?.block === blocks[at - 1])
      continue
    best = found > most ? [] : best
    best.push({ block, words, marked })
    most = found
    if (!isWhole && most === seeker.most) break
  }
  return best
}

const named = ({ what }: SearchBlock) =>
  what === undefined || what === 'suggested' ? {} : { what }

const foundBlock = (document: DocumentId, { block, words, marked }: Best): FoundBlock => ({
  document,
  block: block.block,
  number: block.number,
  snippet: snippetOf(block.text, words, marked),
  ...named(block),
})

const foundTitle = (document: DocumentId, title: string, seeker: Seeker): FoundBlock => {
  const block = { block: null, number: '', text: title }
  const words = wordsOf(title)
  return foundBlock(document, { block, words, marked: seeker.marks(block, words).marked })
}

/** Words of a paragraph that is shown beside others. */
const shownAround = 90

/** Each paragraph once: with the words that are suggested in it where these alone were found. */
const eachOnce = (
  blocks: readonly SearchBlock[],
  isFound: (block: SearchBlock) => boolean,
): SearchBlock[] =>
  blocks.filter((block, at) => {
    const twin = blocks[at + 1]
    if (block.what === 'suggested') return isFound(block)
    return !(twin && isTwinOf(twin, block) && isFound(twin))
  })

/** Each block that was found, with the ones before and behind it. */
const withNeighbours = (all: readonly SearchBlock[], best: readonly Best[]): FoundParagraph[] => {
  const found = new Map(best.map(each => [each.block, each]))
  const blocks = eachOnce(all, block => found.has(block))
  const isNear = (at: number): boolean =>
    [at - 1, at, at + 1].some(near => {
      const block = blocks[near]
      return block !== undefined && found.has(block)
    })
  return blocks.flatMap((block, at) => {
    if (!isNear(at) || block.text === '') return []
    const { words = wordsOf(block.text), marked = new Set<number>() } = found.get(block) ?? {}
    return [
      {
        block: block.block,
        number: block.number,
        pieces: snippetOf(block.text, words, marked, shownAround),
        isFound: found.has(block),
        ...named(block),
      },
    ]
  })
}

/** Blocks that the preview of a document shows as found. */
const mostAround = 20

const textReader = (database: Reader, index: ReturnType<typeof indexReader>) => {
  const blocksOf = database.prepare<[number], { blocks: string }>(
    'SELECT blocks FROM page_texts WHERE number = ?',
  )
  const ofDocument = database.prepare<[Buffer], { blocks: string }>(`SELECT blocks
    FROM pages JOIN page_texts ON page_texts.number = pages.number WHERE document = ?`)
  const textOf = (number: number) => toBlocks(blocksOf.get(number)?.blocks ?? '[]')
  return {
    query: (request: SearchRequest): FoundBlock[] => {
      const { phrases } = parseQuery(request.text)
      return index.first(request).map(({ number, document, title, inRow }) => {
        const seeker = seekerOf(inRow ? [inOneRow(phrases)] : phrases, [])
        const [best] = bestOf(textOf(number), seeker)
        return best ? foundBlock(document, best) : foundTitle(document, title, seeker)
      })
    },
    best: ({ number, document, title, inRow }: FoundPage, { text, cites }: Sought) => {
      const { phrases } = parseQuery(text)
      const seeker = seekerOf(inRow ? [inOneRow(phrases)] : phrases, cites)
      const blocks = textOf(number)
      const best = bestOf(blocks, seeker, true)
      const [first] = best
      // A footnote is found in its paragraph.
      const places = new Map(best.map(({ block }) => [block.block ?? block, block.number]))
      const numbers = [...places.values()].filter(each => each !== '')
      if (first) return { ...foundBlock(document, first), numbers }
      if (seeker.most > 0) return { ...foundTitle(document, title, seeker), numbers }
      const block = blocks.find(({ text: words }) => words !== '')
      if (!block) return { ...foundTitle(document, title, seeker), numbers }
      const beginning = { block, words: wordsOf(block.text), marked: new Set<number>() }
      return { ...foundBlock(document, beginning), numbers }
    },
    around: (document: DocumentId, { text, cites }: Sought): FoundParagraph[] => {
      const { phrases } = parseQuery(text)
      const blocks = toBlocks(ofDocument.get(toBlob(document))?.blocks ?? '[]')
      // As `best`: where the words stand in a row, those blocks are what was found.
      const inRow =
        phrases.length > 1 ? bestOf(blocks, seekerOf([inOneRow(phrases)], []), true) : []
      const found = inRow.length > 0 ? inRow : bestOf(blocks, seekerOf(phrases, cites), true)
      return withNeighbours(blocks, found.slice(0, mostAround))
    },
  }
}

export const searchStore = (
  database: Statements,
  write: Write,
): SearchStore & { refresh: (document: DocumentId) => void } => {
  const index: PageIndex = pageIndex(database)
  const reader = indexReader(database)
  const purges = ['page_titles', 'page_words'].map(name =>
    database.prepare(`INSERT INTO ${name} (${name}) VALUES ('optimize')`),
  )
  const largest = database.prepare<[], { blocks: number }>(
    `SELECT count(*) AS blocks FROM (SELECT 1 FROM page_words_data LIMIT ${smallIndex})`,
  )
  const purge = (): void => write(() => purges.forEach(each => each.run()))
  return {
    replace: (document, blocks) => write(() => index.replace(toBlob(document), blocks)),
    refresh: document => index.refresh(toBlob(document)),
    remove: document => write(() => index.remove(toBlob(document))),
    ...textReader(database, reader),
    all: reader.all,
    citing: citingReader(database),
    purge,
    purgeSmall() {
      if (!index.hasEarlierWords()) return
      if ((largest.get()?.blocks ?? smallIndex) < smallIndex) purge()
    },
  }
}
