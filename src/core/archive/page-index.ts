// Keeps the pages and the two indexes of words in step with the documents. The indexes keep no text,
// so removing a page needs its exact words.
import type { Statements } from './statements.ts'
import { citedIn, toBlocks, toText, wordsOfPage } from './page-words.ts'
import type { SearchBlock } from './rows.ts'
import { foldedText } from './tokenizer.ts'

type Row = { group_id: Buffer; kind: string; title: string }
type Page = Row & { number: number; blocks: string }

export type PageIndex = {
  replace(document: Buffer, blocks: readonly SearchBlock[]): void
  /** Follows the row of the document where it changed. */
  refresh(document: Buffer): void
  remove(document: Buffer): void
  /** Whether a page was taken out of the index since the opening. */
  hasEarlierWords(): boolean
}

const samePage = (page: Page, row: Row): boolean =>
  page.title === row.title && page.kind === row.kind && page.group_id.equals(row.group_id)

const sameText = (a: readonly SearchBlock[], b: readonly SearchBlock[]): boolean =>
  a.length === b.length && a.every((block, place) => block.text === b[place]?.text)

export const pageIndex = (database: Statements): PageIndex => {
  const pageOf = database.prepare<[Buffer], Page>(`
    SELECT pages.number, group_id, kind, title, blocks
    FROM pages JOIN page_texts ON page_texts.number = pages.number WHERE document = ?`)
  /** Compared with every message, without reading the page's long text. */
  const differs = database.prepare<[Buffer], { one: number }>(`
    SELECT 1 AS one FROM pages JOIN documents ON documents.id = pages.document
    WHERE pages.document = ? AND (pages.title <> documents.title OR pages.kind <> documents.kind
      OR pages.group_id <> documents.group_id)`)
  const rowOf = database.prepare<[Buffer], Row>(
    'SELECT group_id, kind, title FROM documents WHERE id = ?',
  )
  /**
   * SQLite gives it a number above all others. A statement that returned the number would make FTS5
   * write the words of the pages before.
   */
  const addPage = database.prepare(
    'INSERT INTO pages (document, group_id, kind, title, cited) VALUES (?, ?, ?, ?, ?)',
  )
  const addText = database.prepare('INSERT INTO page_texts (number, blocks) VALUES (?, ?)')
  const setText = database.prepare('UPDATE page_texts SET blocks = ? WHERE number = ?')
  const [removePage, removeText] = ['pages', 'page_texts'].map(table =>
    database.prepare(`DELETE FROM ${table} WHERE number = ?`),
  )
  const add = (index: string) =>
    database.prepare(`INSERT INTO ${index} (rowid, words) VALUES (?, ?)`)
  const remove = (index: string) =>
    database.prepare(`INSERT INTO ${index} (${index}, rowid, words) VALUES ('delete', ?, ?)`)
  const [addTitle, addWords] = [add('page_titles'), add('page_words')]
  const [removeTitle, removeWords] = [remove('page_titles'), remove('page_words')]

  let hasEarlierWords = false
  const drop = ({ number, title, blocks }: Page): void => {
    hasEarlierWords = true
    removeTitle.run(number, foldedText(title))
    removeWords.run(number, wordsOfPage(title, toBlocks(blocks)))
    removePage?.run(number)
    removeText?.run(number)
  }
  const put = (document: Buffer, row: Row, blocks: readonly SearchBlock[]): void => {
    const { group_id, kind, title } = row
    const added = addPage.run(document, group_id, kind, title, citedIn(title, blocks))
    const number = Number(added.lastInsertRowid)
    addText.run(number, toText(blocks))
    addTitle.run(number, foldedText(title))
    addWords.run(number, wordsOfPage(title, blocks))
  }
  return {
    hasEarlierWords: () => hasEarlierWords,
    replace(document, blocks) {
      const row = rowOf.get(document)
      if (!row) return
      const page = pageOf.get(document)
      if (page && samePage(page, row) && sameText(toBlocks(page.blocks), blocks)) {
        setText.run(toText(blocks), page.number)
        return
      }
      if (page) drop(page)
      put(document, row, blocks)
    },
    refresh(document) {
      if (!differs.get(document)) return
      const row = rowOf.get(document)
      const page = row && pageOf.get(document)
      if (!page) return
      drop(page)
      put(document, row, toBlocks(page.blocks))
    },
    remove(document) {
      const page = pageOf.get(document)
      if (page) drop(page)
    },
  }
}
