// The archive at ten thousand documents: import into the index, ranked search with snippets, first
// list and opening. Peer: plaintext SQLite (better-sqlite3), FTS5 over an external content table with
// its own tokenizer, ranking and snippets. Titles lie apart from texts there too, as a good peer keeps
// them: a list that passes over the text of each row takes more than ten times as long. Its list is of one
// group too, gives the same columns and has the order of an index. Opening has no goal: a plain database
// derives no key and checks no page.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createProfile, openProfile, type Archive } from '#core/archive'
import { random, toHex } from '#core/keys'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import { median, report, roundCount, type Rounds } from './measure.ts'
import { numbersFrom, pageFrom, wordOfRank, type BenchPage } from './words.ts'

const documentCount = 10_000
/** Documents a transaction, on both sides. */
const batch = 100
const queries = 60
const shown = 20
const passphrase = 'five words for a bench'
const cost = { passes: 1, memory: 8192 }
const group = 'ab'.repeat(32) as GroupId

type Store = {
  import(pages: readonly BenchPage[]): void
  /** Number of hits shown. */
  search(words: readonly string[], isPhrase: boolean): number
  list(): number
  close(): void
}

const rowOf = (title: string, at: number) => ({
  id: toHex(random(16)) as DocumentId,
  ...({ group, kind: 'statement', title, language: 'en', reference: '', status: 'draft' } as const),
  shared: false,
  secret: random(32),
  createdAt: at,
  changedAt: at,
  changedBy: null,
  words: 0,
})

const storeOf = (archive: Archive): Store => {
  let at = 0
  return {
    import: pages =>
      archive.transaction(() => {
        for (const { title, blocks } of pages) {
          const row = rowOf(title, ++at)
          archive.documents.put(row)
          archive.search.replace(
            row.id,
            blocks.map((text, index) => ({
              block: `block${10_000 + index}` as BlockId,
              number: `${index + 1}.`,
              text,
            })),
          )
        }
      }),
    search: (words, isPhrase) =>
      archive.search.query({
        text: isPhrase ? `"${words.join(' ')}" ` : `${words.join(' ')} `,
        limit: shown,
      }).length,
    list: () => archive.documents.list(group).length,
    close: () => archive.close(),
  }
}

const openPeer = (path: string): Store => {
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec(`
    CREATE TABLE IF NOT EXISTS documents (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, groupId TEXT NOT NULL, kind TEXT NOT NULL,
      title TEXT NOT NULL, language TEXT NOT NULL, reference TEXT NOT NULL, status TEXT NOT NULL,
      shared INTEGER NOT NULL, createdAt INTEGER NOT NULL, changedAt INTEGER NOT NULL, changedBy TEXT,
      words INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS texts (
      id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS by_change ON documents (groupId, changedAt DESC);
    CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
      title, body, content = 'texts', content_rowid = 'id', tokenize = 'unicode61'
    )`)
  const columns = [
    ...['id', 'kind', 'title', 'language', 'reference', 'status'],
    ...['shared', 'createdAt', 'changedAt', 'changedBy', 'words'],
  ]
  const add = database.prepare(`INSERT INTO documents (groupId, ${columns.join()})
    VALUES (@group, ${columns.map(name => `@${name}`).join()})`)
  const keep = database.prepare('INSERT INTO texts (id, title, body) VALUES (?, ?, ?)')
  const index = database.prepare('INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)')
  const find = database.prepare(`
    SELECT rowid, title, snippet(words, 1, '[', ']', '…', 28) FROM words WHERE words MATCH ?
    ORDER BY rank LIMIT ${shown}`)
  const list = database.prepare(
    `SELECT ${columns.join()} FROM documents WHERE groupId = ? ORDER BY changedAt DESC, number`,
  )
  let at = 0
  const importAll = database.transaction((pages: readonly BenchPage[]) => {
    for (const { title, blocks } of pages) {
      const body = blocks.join('\n')
      const { lastInsertRowid } = add.run({ ...rowOf(title, ++at), shared: 0 })
      keep.run(lastInsertRowid, title, body)
      index.run(lastInsertRowid, title, body)
    }
  })
  return {
    import: importAll,
    search: (words, isPhrase) =>
      find.all(isPhrase ? `"${words.join(' ')}"` : words.join(' ')).length,
    list: () => list.all(group).length,
    close: () => void database.close(),
  }
}

const timed = (work: () => void): number => {
  const begin = performance.now()
  work()
  return performance.now() - begin
}

const importAll = (ours: Store, plain: Store): Rounds => {
  const next = numbersFrom(1)
  const rounds: Rounds = { product: [], peer: [] }
  for (let round = 0; round < roundCount; round++) {
    const samples = { product: [] as number[], peer: [] as number[] }
    for (let count = 0; count < documentCount / roundCount; count += batch) {
      const pages = Array.from({ length: batch }, () => pageFrom(next))
      samples.peer.push(timed(() => plain.import(pages)))
      samples.product.push(timed(() => ours.import(pages)))
    }
    for (const side of ['product', 'peer'] as const) {
      rounds[side].push([samples[side].reduce((sum, each) => sum + each, 0)])
    }
  }
  return rounds
}

/** Words of middling rank: a frequent one has a hit in every page, a rare one in none. */
const sought = (next: () => number): string => wordOfRank(Math.floor(20 + next() * 500))

const inTurns = (ours: () => unknown, plain: () => unknown, count: number): Rounds => {
  const rounds: Rounds = { product: [], peer: [] }
  for (let round = 0; round <= roundCount; round++) {
    const [product, peer]: [number[], number[]] = [[], []]
    for (let each = 0; each < count; each++) {
      peer.push(timed(plain))
      product.push(timed(ours))
    }
    // The first round warms both up.
    if (round > 0) {
      rounds.product.push(product)
      rounds.peer.push(peer)
    }
  }
  return rounds
}

const searchFor = (ours: Store, plain: Store, words: number, isPhrase: boolean): Rounds => {
  const [ask, other] = [numbersFrom(7), numbersFrom(7)]
  const query = (next: () => number) =>
    // The words of a phrase have to stand in a row somewhere: the two most frequent ones do.
    isPhrase
      ? [wordOfRank(Math.floor(next() * 12)), wordOfRank(Math.floor(next() * 12))]
      : Array.from({ length: words }, () => sought(next))
  return inTurns(
    () => ours.search(query(ask), isPhrase),
    () => plain.search(query(other), isPhrase),
    queries,
  )
}

const compare = (folder: string): void => {
  const profile = join(folder, 'profile')
  const path = join(folder, 'plain.db')
  let ours = storeOf(createProfile(profile, passphrase, { now: Date.now, cost }))
  let plain = openPeer(path)
  report('import, 10,000 documents', importAll(ours, plain), [{ at: 0.5, most: 1 / 0.85 }])
  const both = [
    { at: 0.5, most: 0.5 },
    { at: 0.99, most: 0.5 },
  ]
  report('ranked search, one word', searchFor(ours, plain, 1, false), both)
  report('ranked search, two words', searchFor(ours, plain, 2, false), both)
  report('ranked search, phrase', searchFor(ours, plain, 2, true), both)
  report('list of all', inTurns(ours.list, plain.list, 10), [{ at: 0.5, most: 1.3 }])
  ours.close()
  plain.close()
  const opened: Rounds = { product: [], peer: [] }
  const listed: Rounds = { product: [], peer: [] }
  for (let round = 0; round < roundCount; round++) {
    opened.peer.push([timed(() => (plain = openPeer(path)))])
    listed.peer.push([timed(plain.list)])
    plain.close()
    const open = () => (ours = storeOf(openProfile(profile, passphrase, { now: Date.now })))
    opened.product.push([timed(open)])
    listed.product.push([timed(ours.list)])
    ours.close()
  }
  const took = (side: keyof Rounds): string => `${median(opened[side].flat()).toFixed(1)} ms`
  console.log(`opening: product ${took('product')}, peer ${took('peer')}`)
  report('first list behind an opening', listed, [{ at: 0.5, most: 1.3 }])
}

export const archive = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'baraza-bench-'))
  try {
    compare(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
